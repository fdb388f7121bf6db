using System.Collections.Immutable;
using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.Hours;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.LocalHost.Demo;

/// <summary>The catalogue of the example tenant: a physiotherapy practice with a studio, in two time zones.</summary>
public static class DemoCatalogue
{
    public static readonly ResourceId Lena = new("lena"), Jonas = new("jonas"), Grace = new("grace"), Studio = new("studio"), Room = new("room");
    public static readonly ServiceId FirstVisit = new("first-visit"), Treatment = new("treatment"), Yoga = new("yoga"), Trial = new("trial"), RoomHire = new("room-hire");
    private static readonly LocationId Berlin = new("berlin"), NewYork = new("new-york");

    // The leave starts after the last booking, so that it conflicts with none.
    private const int DaysToLeave = DemoBookings.DaysAround + 3, DaysOfLeave = 5;

    /// <summary>Anyone may book on the booking page, and the booking counts at once.</summary>
    public static Brand Brand { get; } = new()
    {
        DisplayName = "Example Practice",
        Colours = new BrandColours(Primary: "#0b5d57", Background: "#fbfaf7", Text: "#1f2a2e"),
        SupportEmail = "hello@demo.example.com",
        Booking = OpenBooking.Open,
    };

    public static ImmutableArray<Location> Locations { get; } =
    [
        new(Berlin, "Berlin", "Europe/Berlin", "Beispielstraße 1, 10115 Berlin"),
        new(NewYork, "New York", "America/New_York", "1 Example Street, New York, NY 10001"),
    ];

    public static ImmutableArray<Service> Services { get; } =
    [
        Offer(FirstVisit, "First visit", "We get to know each other. We confirm it within a day.", 60, Lena, Jonas, Grace) with
        {
            BufferAfter = Duration.FromMinutes(15), MinimumNotice = Duration.FromHours(24), Assignment = Assignment.LeastBusy, Approval = true,
            Questions = [new Question("complaint", "What brings you to us?", QuestionType.Text, Required: false, [])],
        },
        Offer(Treatment, "Treatment", "Half an hour with one of us.", 30, Lena, Jonas, Grace) with
        {
            BufferAfter = Duration.FromMinutes(10), MinimumNotice = Duration.FromHours(2), Assignment = Assignment.RoundRobin, Price = new Price(45, "EUR"),
        },
        Offer(Yoga, "Yoga class", "Eight places. Mats are there.", 60, Studio) with { Capacity = 8, Price = new Price(15, "EUR") },
        Offer(Trial, "Trial lesson", "One for each newcomer.", 30, Studio) with { Limits = new CustomerLimits(Active: 1, PerDay: 1) },
        Offer(RoomHire, "Room hire", "A quiet room for an hour; there are two.", 60, Room) with { Price = new Price(20, "USD") },
    ];

    public static ImmutableArray<Resource> ResourcesFrom(LocalDate today) =>
    [
        Open(Lena, "Lena Vogel", "person", Berlin, 1, Days(5, "09:00-12:00", "13:00-17:00")) with { TimeOff = [LeaveAfter(today)] },
        Open(Jonas, "Jonas Brandt", "person", Berlin, 1, Days(4, "10:00-18:00")),
        Open(Grace, "Grace Miller", "person", NewYork, 1, Days(5, "09:00-17:00")),
        Open(Studio, "Studio", "room", Berlin, 1, [.. Days(5, "17:00-21:00")[..5], Day("09:00-13:00"), []]),
        Open(Room, "Quiet rooms", "room", NewYork, 2, Days(6, "08:00-20:00")),
    ];

    public static DateTimeZone ZoneOf(ResourceId resource) =>
        ZoneData.Zones[resource == Grace || resource == Room ? Locations[1].TimeZone : Locations[0].TimeZone];

    private static Resource Open(
        ResourceId id, string name, string kind, LocationId at, int capacity, ImmutableArray<ImmutableArray<HoursInterval>> week) =>
        new(id, name, kind, at, capacity, new OpeningHours(week, []), [], Active: true);

    private static Service Offer(ServiceId id, string name, string description, int minutes, params ImmutableArray<ResourceId> resources) => new(
        id, name, description, Duration.FromMinutes(minutes), Duration.Zero, Duration.Zero, SlotInterval: Duration.FromMinutes(minutes),
        MinimumNotice: Duration.Zero, Horizon: Duration.FromDays(90), Capacity: 1, resources, Assignment.FirstAvailable,
        CancellationNotice: Duration.FromHours(24), RescheduleNotice: Duration.FromHours(24), Approval: false, PendingBlocks: true,
        new CustomerLimits(null, null), Price: null, [], Active: true);

    private static TimeOff LeaveAfter(LocalDate today)
    {
        var first = today.PlusDays(DaysToLeave);
        return new TimeOff(
            first.AtStartOfDayInZone(ZoneOf(Lena)).ToInstant(), first.PlusDays(DaysOfLeave).AtStartOfDayInZone(ZoneOf(Lena)).ToInstant(), "On leave");
    }

    // The same hours on the first days of the week, starting with Monday. The other days are closed.
    private static ImmutableArray<ImmutableArray<HoursInterval>> Days(int count, params string[] hours) =>
        [.. Enumerable.Range(0, 7).Select(day => day < count ? Day(hours) : [])];

    private static ImmutableArray<HoursInterval> Day(params string[] hours) =>
        [.. hours.Select(h => new HoursInterval(TimeOfDay.TryParse(h[..5])!.Value, TimeOfDay.TryParse(h[6..])!.Value))];
}
