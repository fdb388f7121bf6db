using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.LocalHost.Demo;

/// <summary>A booking of the example.</summary>
/// <param name="Number">Its place among them all; its id follows from it.</param>
/// <param name="Steps">What became of it, in the order of time: first that it was booked.</param>
public sealed record DemoBooking(
    int Number, DemoPerson Customer, ServiceId Service, ResourceId Resource, Instant Start, int Quantity, ImmutableArray<DemoStep> Steps);

/// <param name="To">What the booking is from then on.</param>
public sealed record DemoStep(Instant At, BookingStatus To);

/// <summary>The example's bookings, some weeks back and some ahead. By rote and not by chance, so that two starts at the same time make the same.</summary>
public static class DemoBookings
{
    public const int DaysAround = 21;

    /// <summary>How many days before the example is loaded its tenant opened: before anybody booked.</summary>
    public const int DaysOpen = 35;

    private static readonly ImmutableArray<Routine> Week =
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

    private static readonly int AWeek = Week.Sum(routine => routine.On.Length * routine.Times);

    private static readonly Duration Consideration = Duration.FromHours(1), Afterwards = Duration.FromMinutes(5);

    /// <param name="now">When the example is loaded: nothing of it happens later.</param>
    public static ImmutableArray<DemoBooking> Around(Instant now)
    {
        var today = now.InUtc().Date;
        var wanted =
            from day in Enumerable.Range(-DaysAround, (2 * DaysAround) + 1)
            let date = today.PlusDays(day)
            from routine in Week
            where routine.On.Contains(date.DayOfWeek)
            from place in Enumerable.Range(0, routine.Times)
            select (routine, Start: (date + routine.At).InZoneStrictly(DemoCatalogue.ZoneOf(routine.Resource)).ToInstant());
        return [.. wanted.Select((w, number) => Plan(number, w.routine, w.Start, now))];
    }

    private static DemoBooking Plan(int number, Routine routine, Instant start, Instant now)
    {
        var service = DemoCatalogue.Services.First(s => s.Id == routine.Service);
        var customer = DemoPeople.Customers[(number + (number / AWeek)) % DemoPeople.Customers.Length]; // each week somebody else at the same time
        var quantity = service.Capacity > 1 && number % 3 == 0 ? 2 : 1;
        var booked = Instant.Min(start - Duration.FromDays(3 + (number % 7)), now - Duration.FromHours(3 + (number % 60)));
        return new(number, customer, service.Id, routine.Resource, start, quantity, [.. Steps(number, service, start, booked, now)]);
    }

    private static IEnumerable<DemoStep> Steps(int number, Service service, Instant start, Instant booked, Instant now)
    {
        yield return new DemoStep(booked, service.Approval ? BookingStatus.Pending : BookingStatus.Confirmed);
        var decided = Decided(number, service, start, now);
        if (decided is { } fate)
        {
            yield return new DemoStep(booked + Consideration, fate);
        }

        var over = start + service.Duration + Afterwards;
        if (over <= now && (decided ?? BookingStatus.Confirmed) is BookingStatus.Confirmed)
        {
            yield return new DemoStep(over, number % 8 == 3 ? BookingStatus.NoShow : BookingStatus.Completed);
        }
    }

    // Some are cancelled. Of those that need approval, the next days are decided and the rest is left to decide.
    private static BookingStatus? Decided(int number, Service service, Instant start, Instant now) => service.Approval switch
    {
        true when start > now + Duration.FromDays(7) => null,
        true => number % 3 == 0 ? BookingStatus.Declined : BookingStatus.Confirmed,
        false => number % 9 == 4 ? BookingStatus.Cancelled : null,
    };

    /// <summary>What is booked every week, so many times at one start.</summary>
    private sealed record Routine(ServiceId Service, ResourceId Resource, LocalTime At, int Times, params ImmutableArray<IsoDayOfWeek> On);
}
