using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.LocalHost.Demo;

/// <summary>A booking of the example.</summary>
/// <param name="Number">The index of the booking. Its id is derived from it.</param>
/// <param name="Steps">The changes of the booking's status in order of time. The first one books it.</param>
public sealed record DemoBooking(
    int Number, DemoPerson Customer, ServiceId Service, ResourceId Resource, Instant Start, int Quantity, ImmutableArray<DemoStep> Steps);

/// <param name="To">The booking's status after the step.</param>
public sealed record DemoStep(Instant At, BookingStatus To);

/// <summary>The bookings of the example, three weeks back and three weeks ahead. They are not random: the same start time gives the same
/// bookings.</summary>
public static class DemoBookings
{
    public const int DaysAround = 21;

    /// <summary>The tenant opened this many days before the load, which is before the first booking was made.</summary>
    public const int DaysOpen = 35;

    private static readonly ImmutableArray<WeeklyBooking> WeeklyBookings =
    [
        new(DemoCatalogue.Treatment, DemoCatalogue.Lena, new LocalTime(9, 0), 1, IsoDayOfWeek.Monday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Friday),
        new(DemoCatalogue.Treatment, DemoCatalogue.Lena, new LocalTime(14, 30), 1, IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday),
        new(DemoCatalogue.Treatment, DemoCatalogue.Jonas, new LocalTime(11, 0), 1, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Thursday),
        new(DemoCatalogue.Treatment, DemoCatalogue.Grace, new LocalTime(10, 0), 1, IsoDayOfWeek.Monday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday),
        new(DemoCatalogue.FirstVisit, DemoCatalogue.Lena, new LocalTime(13, 0), 1, IsoDayOfWeek.Thursday),
        new(DemoCatalogue.FirstVisit, DemoCatalogue.Grace, new LocalTime(11, 0), 1, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Friday),
        new(DemoCatalogue.Yoga, DemoCatalogue.Studio, new LocalTime(18, 0), 3, IsoDayOfWeek.Tuesday),
        new(DemoCatalogue.Yoga, DemoCatalogue.Studio, new LocalTime(10, 0), 2, IsoDayOfWeek.Saturday),
        new(DemoCatalogue.RoomHire, DemoCatalogue.Room, new LocalTime(16, 0), 2, IsoDayOfWeek.Wednesday),
    ];

    private static readonly int PerWeek = WeeklyBookings.Sum(weekly => weekly.On.Length * weekly.Times);

    private static readonly Duration DecisionDelay = Duration.FromHours(1), OutcomeDelay = Duration.FromMinutes(5);

    /// <param name="now">When the load started. No step is later.</param>
    public static ImmutableArray<DemoBooking> Around(Instant now)
    {
        var today = now.InUtc().Date;
        var wanted =
            from day in Enumerable.Range(-DaysAround, (2 * DaysAround) + 1)
            let date = today.PlusDays(day)
            from weekly in WeeklyBookings
            where weekly.On.Contains(date.DayOfWeek)
            from place in Enumerable.Range(0, weekly.Times)
            select (weekly, Start: (date + weekly.At).InZoneStrictly(DemoCatalogue.ZoneOf(weekly.Resource)).ToInstant());
        return [.. wanted.Select((w, number) => Plan(number, w.weekly, w.Start, now))];
    }

    private static DemoBooking Plan(int number, WeeklyBooking weekly, Instant start, Instant now)
    {
        var service = DemoCatalogue.Services.First(s => s.Id == weekly.Service);
        var customer = DemoPeople.Customers[(number + (number / PerWeek)) % DemoPeople.Customers.Length]; // each week, another customer has the same slot
        var quantity = service.Capacity > 1 && number % 3 == 0 ? 2 : 1;
        var booked = Instant.Min(start - Duration.FromDays(3 + (number % 7)), now - Duration.FromHours(3 + (number % 60)));
        return new(number, customer, service.Id, weekly.Resource, start, quantity, [.. Steps(number, service, start, booked, now)]);
    }

    private static IEnumerable<DemoStep> Steps(int number, Service service, Instant start, Instant booked, Instant now)
    {
        yield return new DemoStep(booked, service.Approval ? BookingStatus.Pending : BookingStatus.Confirmed);
        var decided = DecisionOf(number, service, start, now);
        if (decided is { } decision)
        {
            yield return new DemoStep(booked + DecisionDelay, decision);
        }

        var over = start + service.Duration + OutcomeDelay;
        if (over <= now && (decided ?? BookingStatus.Confirmed) is BookingStatus.Confirmed)
        {
            yield return new DemoStep(over, number % 8 == 3 ? BookingStatus.NoShow : BookingStatus.Completed);
        }
    }

    // Some bookings are cancelled. Of those that need approval, the ones within a week are decided and later ones stay pending.
    private static BookingStatus? DecisionOf(int number, Service service, Instant start, Instant now) => service.Approval switch
    {
        true when start > now + Duration.FromDays(7) => null,
        true => number % 3 == 0 ? BookingStatus.Declined : BookingStatus.Confirmed,
        false => number % 9 == 4 ? BookingStatus.Cancelled : null,
    };

    /// <summary>A slot that is booked every week, on each day of <paramref name="On"/>, by <paramref name="Times"/> customers.</summary>
    private sealed record WeeklyBooking(ServiceId Service, ResourceId Resource, LocalTime At, int Times, params ImmutableArray<IsoDayOfWeek> On);
}
