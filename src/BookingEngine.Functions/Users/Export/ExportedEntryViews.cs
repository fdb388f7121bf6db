using BookingEngine.Export;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Users.Audit;
using BookingEngine.Functions.Waitlist;
using BookingEngine.Times;
using BookingEngine.Users.Administration;
using NodaTime;

namespace BookingEngine.Functions.Users.Export;

[Shape("ExportedSession", "A session in an export.")]
public sealed record ExportedSessionView(
    [property: Field("The session's id.")] Guid Id,
    [property: Field("When it started.", Format = "date-time")] string StartedAt,
    [property: Field("When its last tokens were issued.", Format = "date-time")] string LastUsedAt,
    [property: Field("When it expires.", Format = "date-time")] string ExpiresAt,
    [property: Field("The client's `User-Agent`. Null if it sent none.")] string? Client)
{
    internal static ExportedSessionView Of(ExportedSession session) => new(
        session.Id.Value, Rfc3339.Format(session.StartedAt), Rfc3339.Format(session.LastUsedAt), Rfc3339.Format(session.ExpiresAt), session.Client);
}

[Shape("ExportedBooking", "A booking in an export.")]
public sealed record ExportedBookingView(
    [property: Field("The booking as it is now.")] BookingView Booking,
    [property: Field("Its changes, the oldest first.")] IReadOnlyList<BookingChangeView> History)
{
    internal static ExportedBookingView Of(ExportedBooking exported) => new(BookingView.Of(exported.Booking), [.. exported.Changes.Select(BookingChangeView.Of)]);
}

[Shape("ExportedWaitlistEntry", "An entry of a waitlist in an export.")]
public sealed record ExportedWaitlistEntryView(
    [property: Field("The entry as it is now.")] WaitlistEntryView Entry,
    [property: Field("The starts that were offered, and that expired or were refused.")] IReadOnlyList<string> Missed,
    [property: Field("When it ended. Null for an open one.", Format = "date-time")] string? ClosedAt)
{
    internal static ExportedWaitlistEntryView Of(ExportedEntry exported, Instant now) => new(
        WaitlistEntryView.Of(exported.Entry, now).With(exported.Guest), [.. (exported.Entry.Missed ?? []).Select(Rfc3339.Format)],
        exported.Entry.ClosedAt is { } closed ? Rfc3339.Format(closed) : null);
}

[Shape("ExportedFeed", "A feed in an export.")]
public sealed record ExportedFeedView(
    [property: Field("The feed's id.")] Guid Id,
    [property: Field("The resource whose appointments it has. Null for the user's own.")] string? ResourceId,
    [property: Field("Whether its entries say only when.")] bool BusyOnly);

[Shape("ExportedAct", "An act of an administrator in an export.")]
public sealed record ExportedActView(
    [property: Field("The time of the act.", Format = "date-time")] string At,
    [property: Field("`role_changed`, `staff_linked`, `user_deactivated`, `user_reactivated`, `second_factor_exempted`, `second_factor_exemption_ended`, `second_factor_removed` or `person_erased`.")] string Act,
    [property: Field("The id of the other user. Null in what was done to the user, and for an erasure.")] Guid? UserId,
    [property: Field("The user's own client address. Null in what was done to the user, and if it is unknown.")] string? ClientAddress,
    [property: Field("The new role. Null if it did not change.")] string? Role,
    [property: Field("The linked resources. Null if they did not change.")] IReadOnlyList<string>? ResourceIds)
{
    internal static ExportedActView OfActor(AuditEntry entry)
    {
        var view = AuditEntryView.Of(entry);
        return new(view.At, view.Act, view.UserId, view.From, view.Role, view.ResourceIds);
    }

    // Who did it is somebody else's data.
    internal static ExportedActView OfSubject(AuditEntry entry) => OfActor(entry) with { UserId = null, ClientAddress = null };
}

[Shape("ExportedSecondFactor", "A second factor in an export.")]
public sealed record ExportedSecondFactorView([property: Field("How many recovery codes are left.")] int RecoveryCodes);

[Shape("AuthoredChange", "A version that a user made, in an export.")]
public sealed record AuthoredChangeView(
    [property: Field("The time of the change.", Format = "date-time")] string At,
    [property: Field("`brand`, `mail_template`, `location`, `resource` or `service`.")] string Kind,
    [property: Field("The object's id. A template has its kind and its language.")] string Id,
    [property: Field("`created`, `changed` or `retired`.")] string Change)
{
    internal static AuthoredChangeView Of(AuthoredChange change) => new(
        Rfc3339.Format(change.At), change.Kind is "mailtemplate" ? "mail_template" : change.Kind, change.Id, change.Change.ToString().ToLowerInvariant());
}
