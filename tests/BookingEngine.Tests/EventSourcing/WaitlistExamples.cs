using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Hours;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using NodaTime;
using static BookingEngine.Tests.EventSourcing.StoredEventExamples;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>Parts of the events of waitlists.</summary>
internal static class WaitlistExamples
{
    public static readonly EntryId Entry = new(Id);

    public static readonly Wish Wish = new(
        null, Instant.FromUtc(2031, 6, 1, 22, 0), Instant.FromUtc(2031, 6, 8, 22, 0), [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday],
        [new HoursInterval(new TimeOfDay(9 * 60), new TimeOfDay(12 * 60))], "Europe/Berlin", 2);

    public static readonly Offer Offer = new(
        new OfferId(UserGuid), new UserId(UserGuid), new ResourceId("chair-1"), Id, Time, Instant.FromUtc(2031, 6, 1, 7, 0), Instant.FromUtc(2031, 6, 1, 8, 0));
}
