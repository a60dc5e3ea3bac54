package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// Messages that nobody wrote: somebody joined, something was pinned, a call ended.
final class Services {
    /// The fields that say where and when, not what: the first other one names a service message.
    private static final Set<String> CIRCUMSTANCES = Set.of(
            "message_id",
            "message_thread_id",
            "direct_messages_topic",
            "from",
            "sender_chat",
            "sender_boost_count",
            "sender_business_bot",
            "sender_tag",
            "receiver_user",
            "ephemeral_message_id",
            "guest_query_id",
            "guest_bot_caller_user",
            "guest_bot_caller_chat",
            "business_connection_id",
            "date",
            "edit_date",
            "chat",
            "reply_to_message",
            "reply_to_story",
            "reply_to_checklist_task_id",
            "reply_to_poll_option_id",
            "entities",
            "caption_entities",
            "show_caption_above_media",
            "has_media_spoiler",
            "external_reply",
            "quote",
            "via_bot",
            "is_topic_message",
            "is_automatic_forward",
            "is_from_offline",
            "is_paid_post",
            "paid_star_count",
            "has_protected_content",
            "author_signature",
            "link_preview_options",
            "effect_id",
            "media_group_id",
            "forward_origin",
            "forward_from",
            "forward_from_chat",
            "forward_date",
            "new_chat_member",
            "new_chat_participant",
            "left_chat_participant",
            "reply_markup");

    /// Those of Bot API 10.2.
    private static final Set<String> KNOWN = Set.of(
            "new_chat_members",
            "left_chat_member",
            "chat_owner_left",
            "chat_owner_changed",
            "new_chat_title",
            "new_chat_photo",
            "delete_chat_photo",
            "group_chat_created",
            "supergroup_chat_created",
            "channel_chat_created",
            "message_auto_delete_timer_changed",
            "migrate_to_chat_id",
            "migrate_from_chat_id",
            "pinned_message",
            "users_shared",
            "chat_shared",
            "gift_upgrade_sent",
            "connected_website",
            "write_access_allowed",
            "passport_data",
            "proximity_alert_triggered",
            "boost_added",
            "chat_background_set",
            "checklist_tasks_done",
            "checklist_tasks_added",
            "community_chat_added",
            "community_chat_removed",
            "direct_message_price_changed",
            "forum_topic_created",
            "forum_topic_edited",
            "forum_topic_closed",
            "forum_topic_reopened",
            "general_forum_topic_hidden",
            "general_forum_topic_unhidden",
            "giveaway_created",
            "giveaway_completed",
            "managed_bot_created",
            "paid_message_price_changed",
            "poll_option_added",
            "poll_option_deleted",
            "suggested_post_info",
            "suggested_post_approved",
            "suggested_post_approval_failed",
            "suggested_post_declined",
            "suggested_post_paid",
            "suggested_post_refunded",
            "video_chat_scheduled",
            "video_chat_started",
            "video_chat_ended",
            "video_chat_participants_invited",
            "empty");

    private Services() {}

    /// What a message without text and things is about, such as `pinned_message`; `empty` for nothing at all.
    static String kind(JsonNode message) {
        for (var field : message.properties()) {
            if (!CIRCUMSTANCES.contains(field.getKey())) {
                return field.getKey();
            }
        }
        return "empty";
    }

    static boolean isKnown(String kind) {
        return KNOWN.contains(kind);
    }
}
