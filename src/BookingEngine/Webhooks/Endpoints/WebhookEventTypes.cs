using System.Collections.Immutable;

namespace BookingEngine.Webhooks.Endpoints;

/// <summary>A type of events that integrators see.</summary>
/// <param name="Name">Stable: part of the API.</param>
/// <param name="Schema">The name and version of its payload's shape.</param>
/// <param name="Description">For people.</param>
public sealed record WebhookEventType(string Name, string Schema, string Description)
{
    /// <summary>Such as <c>booking.*</c>.</summary>
    public string Family => $"{Name[..Name.IndexOf('.', StringComparison.Ordinal)]}.*";
}

/// <summary>All types of events that integrators see.</summary>
public static class WebhookEventTypes
{
    public const string Booking = "booking.v1", Hold = "hold.v1", User = "user.v1", Catalogue = "catalogue.v1", Webhook = "webhook.v1";

    public static readonly WebhookEventType
        BookingCreated = new("booking.created", Booking, "A booking was made. Its `status` says whether it waits for approval."),
        BookingApproved = new("booking.approved", Booking, "A pending booking was approved."),
        BookingDeclined = new("booking.declined", Booking, "A pending booking was declined."),
        BookingRescheduled = new("booking.rescheduled", Booking, "A booking has another time or another resource."),
        BookingCancelled = new("booking.cancelled", Booking, "A booking was cancelled."),
        BookingCompleted = new("booking.completed", Booking, "The appointment took place."),
        BookingNoShow = new("booking.no_show", Booking, "The customer did not come."),
        BookingHandedOver = new("booking.handed_over", Booking, "An account has taken over a guest's booking."),
        HoldPlaced = new("hold.placed", Hold, "A slot is reserved until `expires_at`. There is no event when it expires."),
        HoldReleased = new("hold.released", Hold, "A hold was released before it expired."),
        UserRegistered = new("user.registered", User, "Somebody registered."),
        UserRoleChanged = new("user.role_changed", User, "A user has another role."),
        UserDeactivated = new("user.deactivated", User, "A user can no longer sign in."),
        UserErased = new("user.erased", User, "A person was erased: a user, or a guest."),
        CatalogueChanged = new("catalogue.changed", Catalogue, "A location, a resource or a service was created, changed or retired."),
        WebhookDisabled = new("webhook.disabled", Webhook, "An endpoint was disabled because it failed."),
        WebhookTest = new("webhook.test", Webhook, "An administrator tests an endpoint.");

    public static ImmutableArray<WebhookEventType> All { get; } =
    [
        BookingCreated, BookingApproved, BookingDeclined, BookingRescheduled, BookingCancelled, BookingCompleted, BookingNoShow, BookingHandedOver,
        HoldPlaced, HoldReleased, UserRegistered, UserRoleChanged, UserDeactivated, UserErased, CatalogueChanged, WebhookDisabled, WebhookTest,
    ];

    /// <summary>The names and the families that an endpoint may ask for.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(type => type.Name), .. All.Select(type => type.Family).Distinct()];

    /// <param name="wanted">A name or a family.</param>
    public static bool Matches(string wanted, string type) =>
        wanted == type || (wanted.EndsWith(".*", StringComparison.Ordinal) && type.StartsWith(wanted[..^1], StringComparison.Ordinal));
}
