using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using BookingEngine.Users.Roles;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Webhooks.Payloads;

/// <summary>Which payloads an event has, in order. Their places in this list are their ordinals, so entries are only added at the end.</summary>
public static class PayloadTypes
{
    /// <summary>Empty for most events. A move to another resource has one payload, of the event that decides it.</summary>
    public static ImmutableArray<WebhookEventType> Of(IDomainEvent domainEvent) => domainEvent switch
    {
        BookingMade => [WebhookEventTypes.BookingCreated],
        BookingApproved => [WebhookEventTypes.BookingApproved],
        BookingDeclined => [WebhookEventTypes.BookingDeclined],
        BookingRescheduled or BookingMovedAway or BookingRezoned => [WebhookEventTypes.BookingRescheduled],
        BookingCancelled => [WebhookEventTypes.BookingCancelled],
        BookingCompleted => [WebhookEventTypes.BookingCompleted],
        NoShowRecorded => [WebhookEventTypes.BookingNoShow],
        BookingHandedOver => [WebhookEventTypes.BookingHandedOver],
        HoldPlaced => [WebhookEventTypes.HoldPlaced],
        HoldReleased { HasExpired: false } => [WebhookEventTypes.HoldReleased],
        UserRegistered => [WebhookEventTypes.UserRegistered],
        UserErased => [WebhookEventTypes.UserErased],
        RoleChanged => [WebhookEventTypes.UserRoleChanged],
        UserDeactivated => [WebhookEventTypes.UserDeactivated],
        IDefines<Location> or IDefines<Resource> or IDefines<Service> => [WebhookEventTypes.CatalogueChanged],
        WebhookDisabled => [WebhookEventTypes.WebhookDisabled],
        WebhookTested => [WebhookEventTypes.WebhookTest],
        _ => [],
    };

    public static bool Has(IDomainEvent domainEvent) => !Of(domainEvent).IsEmpty;
}
