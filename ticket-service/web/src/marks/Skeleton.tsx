import css from './marks.module.css';

export function Bone({ width, height, top = 0, radius }: { width?: string | number; height?: number; top?: number; radius?: number }) {
  return <i className={css['skeleton']} style={{ width, height, marginTop: top, borderRadius: radius }} aria-hidden />;
}
