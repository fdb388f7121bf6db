using System.Text.Json.Serialization;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Http.Answers;

namespace BookingEngine.Functions.Bookings;

public sealed record BookingHistoryView(IReadOnlyList<BookingChangeView> Entries);

/// <param name="By">Null where the engine itself did it.</param>
public sealed record BookingChangeView(string Change, string At, string? By, BookingView Booking)
{
    /// <summary>Said only of what staff did against the rules.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Override { get; init; }

    public static BookingChangeView Of(BookingChange change) => new(
        NameOf(change), Rfc3339.Format(change.Recorded.Metadata.RecordedAt), change.Recorded.Metadata.Actor, BookingView.Of(change.Booking))
    {
        Override = change.Recorded.Event is BookingMade { IsOverride: true } or BookingCancelled { IsOverride: true } or BookingRescheduled { IsOverride: true },
    };

    private static string NameOf(BookingChange change) => change.Recorded.Event switch
    {
        BookingMade => "booked",
        BookingApproved => "approved",
        BookingDeclined => "declined",
        BookingCancelled => "cancelled",
        BookingCompleted => "completed",
        NoShowRecorded => "no_show",
        BookingRescheduled => "rescheduled",
        BookingMovedAway => "moved",
        BookingHandedOver => "handed_over",
        ManageLinksRevoked => "links_revoked",
        var other => throw new InvalidOperationException($"The event {other.GetType().Name} has no name on the wire."),
    };
}
