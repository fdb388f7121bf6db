using System.Text.Json.Serialization;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;
using BookingEngine.Times;

namespace BookingEngine.Functions.Bookings;

[Shape("BookingHistory", "The changes of a booking, the oldest first.")]
public sealed record BookingHistoryView(
    [property: Field("The entries.")] IReadOnlyList<BookingChangeView> Entries);

[Shape("BookingChange", "A change of a booking.")]
public sealed record BookingChangeView(
    [property: Field(
        "`booked`, `approved`, `declined`, `rescheduled`, `moved` (to another resource), `cancelled`, `completed`, `no_show`, "
        + "`end_changed`, `rezoned` (the rules of the time zone changed, and it keeps its local time), `rezone_conflict` (it could not), `handed_over` (from a guest to an account), `link_created` or `links_revoked`.")] string Change,
    [property: Field("The time of the change.", Format = "date-time")] string At,
    [property: Field("The id of the user who made the change, or `link` if it was made by a manage link. Null if the system did.")] string? By,
    [property: Field("The booking after the change.")] BookingView Booking)
{
    [Field("True if staff overrode the rules. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Override { get; init; }

    [Field("Why it was cancelled, declined or moved. Omitted if nobody said, and after the customer was erased.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    [Field("True if it had a reason that was erased, with the customer or by its age. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Erased { get; init; }

    [Field("True if a manage link was made at the same time, for a guest. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LinkCreated { get; init; }

    [Field("The same for all bookings of a series that were changed together. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? OperationId { get; init; }

    public static BookingChangeView Of(BookingChange change) => new(
        NameOf(change), Rfc3339.Format(change.Recorded.Metadata.RecordedAt), change.Recorded.Metadata.Actor, BookingView.Of(change.Booking))
    {
        Override = change.Recorded.Event
            is BookingMade { IsOverride: true } or BookingCancelled { IsOverride: true } or BookingRescheduled { IsOverride: true },
        Reason = change.Reason,
        Erased = change.IsErased,
        OperationId = change.Recorded.Event.Part?.Operation,
        LinkCreated = change.Recorded.Event is BookingMade { IsGuest: true },
    };

    private static string NameOf(BookingChange change) => change.Recorded.Event switch
    {
        BookingMade => "booked",
        BookingApproved => "approved",
        BookingDeclined => "declined",
        BookingCancelled => "cancelled",
        BookingCompleted => "completed",
        NoShowRecorded => "no_show",
        BookingRescheduled e when e.Previous?.Start == e.Time.Start => "end_changed",
        BookingRescheduled => "rescheduled",
        BookingMovedAway => "moved",
        BookingRezoned => "rezoned",
        RezoneConflictFound => "rezone_conflict",
        BookingHandedOver => "handed_over",
        ManageLinkIssued => "link_created",
        ManageLinksRevoked => "links_revoked",
        var other => throw new InvalidOperationException($"The event {other.GetType().Name} has no name on the wire."),
    };
}
