using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Calendars.Events;

[JsonSerializable(typeof(BookingMade))]
[JsonSerializable(typeof(BookingConfirmedV1))]
[JsonSerializable(typeof(BookingApproved))]
[JsonSerializable(typeof(BookingDeclined))]
[JsonSerializable(typeof(BookingCancelled))]
[JsonSerializable(typeof(BookingCompleted))]
[JsonSerializable(typeof(NoShowRecorded))]
[JsonSerializable(typeof(BookingRescheduled))]
[JsonSerializable(typeof(BookingHandedOver))]
[JsonSerializable(typeof(ManageLinkIssued))]
[JsonSerializable(typeof(ManageLinksRevoked))]
[JsonSerializable(typeof(HoldPlaced))]
[JsonSerializable(typeof(HoldExtended))]
[JsonSerializable(typeof(HoldReleased))]
[JsonSerializable(typeof(MoveReserved))]
[JsonSerializable(typeof(BookingMovedAway))]
[JsonSerializable(typeof(MoveWithdrawn))]
[JsonSerializable(typeof(BookingMovedIn))]
[JsonSerializable(typeof(MoveReleased))]
[JsonSerializable(typeof(TimeReserved))]
[JsonSerializable(typeof(TimeKept))]
[JsonSerializable(typeof(TimeReleased))]
[JsonSerializable(typeof(DecisionWithdrawn))]
[JsonSerializable(typeof(ServiceVersionRequired))]
[JsonSerializable(typeof(WaitlistOpened))]
[JsonSerializable(typeof(WaitlistClosed))]
[JsonSerializable(typeof(BookingRezoned))]
[JsonSerializable(typeof(RezoneConflictFound))]
[JsonSerializable(typeof(LocationClosuresSet))]
[JsonSerializable(typeof(ExternalCalendarsChanged))]
[JsonSerializable(typeof(ExternalCalendarFailing))]
[JsonSerializable(typeof(ExternalCalendarRecovered))]
internal sealed partial class CalendarEventJson : JsonSerializerContext
{
    private static readonly CalendarEventJson Stored = new(StoredJson.NewOptions());

    public static IEnumerable<EventType> Types =>
    [
        EventType.OfOld("booking-confirmed.v1", () => Stored.BookingConfirmedV1, old => old.ToMade()),
        EventType.Of(
            "booking-made.v1", () => Stored.BookingMade, json => ExactBookingMade.TryRead(json, Stored.BookingTerms),
            made => HandwrittenBookingMade.TryWrite(made, Stored.BookingTerms)),
        EventType.Of("booking-approved.v1", () => Stored.BookingApproved),
        EventType.Of("booking-declined.v1", () => Stored.BookingDeclined),
        EventType.Of("booking-cancelled.v1", () => Stored.BookingCancelled),
        EventType.Of("booking-completed.v1", () => Stored.BookingCompleted),
        EventType.Of("booking-missed.v1", () => Stored.NoShowRecorded),
        EventType.Of("booking-rescheduled.v1", () => Stored.BookingRescheduled),
        EventType.Of("booking-handed-over.v1", () => Stored.BookingHandedOver),
        EventType.Of("manage-link-issued.v1", () => Stored.ManageLinkIssued),
        EventType.Of("manage-links-revoked.v1", () => Stored.ManageLinksRevoked),
        EventType.Of("hold-placed.v1", () => Stored.HoldPlaced),
        EventType.Of("hold-extended.v1", () => Stored.HoldExtended),
        EventType.Of("hold-released.v1", () => Stored.HoldReleased),
        EventType.Of("move-reserved.v1", () => Stored.MoveReserved),
        EventType.Of("booking-moved-away.v1", () => Stored.BookingMovedAway),
        EventType.Of("move-withdrawn.v1", () => Stored.MoveWithdrawn),
        EventType.Of("booking-moved-in.v1", () => Stored.BookingMovedIn),
        EventType.Of("move-released.v1", () => Stored.MoveReleased),
        EventType.Of("time-reserved.v1", () => Stored.TimeReserved),
        EventType.Of("time-kept.v1", () => Stored.TimeKept),
        EventType.Of("time-released.v1", () => Stored.TimeReleased),
        EventType.Of("decision-withdrawn.v1", () => Stored.DecisionWithdrawn),
        EventType.Of("service-version-required.v1", () => Stored.ServiceVersionRequired),
        EventType.Of("waitlist-opened.v1", () => Stored.WaitlistOpened),
        EventType.Of("waitlist-closed.v1", () => Stored.WaitlistClosed),
        EventType.Of("booking-rezoned.v1", () => Stored.BookingRezoned),
        EventType.Of("rezone-conflict-found.v1", () => Stored.RezoneConflictFound),
        EventType.Of("location-closures-set.v1", () => Stored.LocationClosuresSet),
        EventType.Of("external-calendars-changed.v1", () => Stored.ExternalCalendarsChanged),
        EventType.Of("external-calendar-failing.v1", () => Stored.ExternalCalendarFailing),
        EventType.Of("external-calendar-recovered.v1", () => Stored.ExternalCalendarRecovered),
    ];
}
