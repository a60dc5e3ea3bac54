package dev.onethread.contracts;

/// Anything that travels on a topic. Every implementation is listed in [EventTypes], and golden files hold its form.
public sealed interface Event
        permits FromCustomer,
                DeskCommand,
                ConversationEvent,
                CustomerEvent,
                DeskEvent,
                ReplyRequest,
                DeliveryReported,
                WebChatDelivery,
                InboxChange,
                ScreenChanged,
                Setting,
                Signal,
                PrivacyRequest,
                PrivacyReport,
                Unhandled {}
