using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars;
using BookingEngine.Hours;
using BookingEngine.Slots;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;
using NodaTime;
using static BookingEngine.Tests.Availability.Given;

namespace BookingEngine.Tests.Availability;

/// <summary>A random catalogue with bookings, holds and sessions on random days, often around a clock change, and a query. Everything comes from one
/// seed and lies on whole minutes.</summary>
internal sealed class RandomCase
{
    public static readonly (string Zone, LocalDate Date)[] Days =
    [
        ("America/New_York", new(2026, 3, 8)), ("America/New_York", new(2026, 11, 1)), ("Europe/Berlin", new(2026, 3, 29)),
        ("Europe/Berlin", new(2026, 10, 25)), ("Europe/Dublin", new(2026, 3, 29)), ("Europe/Dublin", new(2026, 10, 25)),
        ("Africa/Casablanca", new(2026, 2, 15)), ("Africa/Casablanca", new(2026, 3, 22)), ("Africa/Cairo", new(2026, 4, 24)),
        ("Africa/Cairo", new(2026, 10, 30)), ("Antarctica/Troll", new(2026, 3, 29)), ("Antarctica/Troll", new(2026, 10, 25)),
        ("Australia/Lord_Howe", new(2026, 4, 5)), ("Australia/Lord_Howe", new(2026, 10, 4)), ("America/Santiago", new(2026, 4, 5)),
        ("America/Santiago", new(2026, 9, 6)), ("America/Havana", new(2025, 3, 9)), ("America/Havana", new(2025, 11, 2)),
        ("Pacific/Apia", new(2011, 12, 30)), ("Atlantic/Azores", new(2026, 3, 29)), ("Atlantic/Azores", new(2026, 10, 25)),
        ("America/St_Johns", new(2009, 11, 1)), ("Asia/Beirut", new(2026, 3, 29)), ("Asia/Kathmandu", new(2026, 6, 1)),
        ("UTC", new(2026, 2, 28)), ("Pacific/Kiritimati", new(2027, 12, 31)), ("Pacific/Auckland", new(2026, 4, 5)),
    ];

    private static readonly LocationId Here = new("here");
    private static readonly ServiceId Another = new("another");
    private readonly Random _random;

    public RandomCase(int seed)
    {
        (Seed, _random) = (seed, new Random(seed));
        Day = Days[_random.Next(Days.Length)];
        Midnight = LocalTimes.StartOf(Day.Date, ZoneData.TryFind(Day.Zone)!);
        From = Midnight + Minutes(-1_440, 0, 1);
        To = From + Minutes(60, 2_000, 1);
        Service = ServiceOf();
        Terms = new(Service, From + Minutes(-3_000, 300, 1), Service.Capacity == 1 ? 1 : _random.Next(1, Service.Capacity + 1));
        var resource = new Resource(Room, "Room", "room", Here, _random.Next(1, 4), Hours(), TimeOff(), true) { Placements = Placements() };
        Calendar = new(resource, ResourceLocations.Of(resource, [LocationOf(Here), .. Days.Select(day => LocationOf(new(day.Zone)))])!.Zones, Occupancy.None);
        var free = SlotSearch.Offers(Terms, [Calendar], From, To);
        var entries = Enumerable.Range(0, _random.Next(25)).Select(_ => Entry(Chance(2) ? AnyOf(free)?.Start : null)).ToArray();
        Calendar = Calendar with { Occupied = Occupancy.Of(entries) };
        Terms = Terms with { Ignored = entries.Length > 0 && Chance(3) ? entries[0].Id : null };
        RandomLimits = new(_random, Day.Date);
        Calendar = Calendar with { Resource = resource with { BookingLimits = RandomLimits.OfResource } };
        Terms = Terms with { ServiceUse = RandomLimits.ServiceUse };
        Terms = Terms with { Limits = Chance(6) ? new(Chance(3), [.. Enumerable.Range(-1, 3).Where(_ => Chance(2)).Select(days => Day.Date.PlusDays(days))]) : null };
        Terms = Chance(6)
            ? Terms with { Limits = (Terms.Limits ?? ReachedLimits.None) with { Busy = [.. Enumerable.Range(0, 3).Select(_ => AnyMinute()).Select(from => new Interval(from, from + Minutes(5, 120, 5)))] } }
            : Terms;
        Calendar = Calendar with { External = Chance(3) ? BusyElsewhere() : BusyTimes.None };
    }

    public int Seed { get; }

    public RandomLimits RandomLimits { get; }

    public (string Zone, LocalDate Date) Day { get; }

    public Instant Midnight { get; }

    public Instant From { get; }

    public Instant To { get; }

    public SlotQuery Terms { get; }

    public ResourceOccupancy Calendar { get; }

    private Service Service { get; }

    /// <summary>The zone of a location. Locations of placements have the name of their zone.</summary>
    public DateTimeZone ZoneOf(LocationId location) => ZoneData.TryFind(location == Here ? Day.Zone : location.Value)!;

    public Instant AnyMinute() => From + Minutes(0, (int)(To - From).TotalMinutes - 1, 1);

    public T? AnyOf<T>(ImmutableArray<T> items)
        where T : struct => items.IsEmpty ? null : items[_random.Next(items.Length)];

    private Service ServiceOf()
    {
        var service = Given.Service("60/60", _random.Next(4) * 5, _random.Next(4) * 5, Chance(2) ? 1 : _random.Next(1, 6));
        var lengths = Enumerable.Range(0, _random.Next(4)).Select(_ => Minutes(5, 240, 5)).Distinct().ToImmutableArray();
        service = service with
        {
            Duration = Minutes(5, 180, 5),
            Durations = lengths.IsEmpty ? null : [.. lengths.Select(length => new OfferedDuration(length, null))],
            SlotInterval = Minutes(5, 90, 5),
            MinimumNotice = Chance(3) ? Minutes(0, 1_500, 1) : Duration.Zero,
            MinimumNoticeDays = Chance(4) ? _random.Next(3) : 0,
            ValidFrom = Chance(6) ? Day.Date.PlusDays(_random.Next(-2, 2)) : null,
            ValidTo = Chance(6) ? Day.Date.PlusDays(_random.Next(-1, 3)) : null,
            Horizon = Chance(4) ? Minutes(0, 3_000, 1) : null,
        };
        return service.OfLength(Chance(2) ? AnyOf(lengths) : null)!;
    }

    // OpeningHoursRules requires that a day starts no earlier than the previous day's overnight hours may end.
    private OpeningHours Hours()
    {
        int[] first = [.. Enumerable.Range(0, 7).Select(_ => Chance(3) ? 0 : Quarters(0, 95))];
        var overrides = Enumerable.Range(-2, 5).Where(_ => Chance(5)).Select(days => Day.Date.PlusDays(days))
            .Select(date => new HoursOverride(date, Intervals(Quarters(0, 95), first[(int)date.DayOfWeek % 7])));
        return new(Week(first), [.. overrides]) { Seasons = Chance(3) ? [.. Stretches().Select(dates => new SeasonalHours(dates.From, dates.To, Week(first)))] : null };
    }

    private ImmutableArray<ImmutableArray<HoursInterval>> Week(int[] first) =>
        [.. Enumerable.Range(0, 7).Select(day => Intervals(first[day], first[(day + 1) % 7]))];

    private ImmutableArray<Placement>? Placements() => Chance(3)
        ? [.. Stretches().Select(dates => new Placement(dates.From, dates.To, Chance(6) ? Here : new(Days[_random.Next(Days.Length)].Zone)))]
        : null;

    private IEnumerable<(LocalDate From, LocalDate To)> Stretches()
    {
        var from = Day.Date.PlusDays(_random.Next(-3, 2));
        for (var left = _random.Next(1, 4); left > 0; left--)
        {
            var to = from.PlusDays(_random.Next(1, 3));
            yield return (from, to);
            from = to.PlusDays(_random.Next(2));
        }
    }

    private Location LocationOf(LocationId id) => new(id, id.Value, ZoneOf(id).Id, null);

    private ImmutableArray<HoursInterval> Intervals(int first, int nextFirst)
    {
        var cut = first + Quarters(1, (1_440 - first) / 15);
        var seam = Chance(2) ? cut : cut + Quarters(0, 8);
        var opens = new HoursInterval(new(first), new(cut));
        return (Chance(6), seam < 1_440) switch
        {
            (true, _) => [],
            (_, false) => [opens],
            _ when Chance(2) => [opens, new(new(seam), new(seam + Quarters(1, (1_440 - seam) / 15)))],
            _ => [new(new(seam), new(Quarters(0, Math.Min(nextFirst, seam - 15) / 15))), opens],
        };
    }

    private int Quarters(int least, int most) => 15 * _random.Next(least, most + 1);

    private ImmutableArray<TimeOff> TimeOff() =>
        [.. Enumerable.Range(0, _random.Next(3)).Select(_ => AnyMinute()).Select(from => new TimeOff(from, from + Minutes(-10, 300, 1), null))];

    private BusyTimes BusyElsewhere() => BusyTimes.Of(Enumerable.Range(0, _random.Next(1, 6)).Select(_ => AnyMinute())
        .Select(from => (from.ToUnixTimeTicks(), (from + Minutes(5, 240, 5)).ToUnixTimeTicks())));

    private OccupiedSlot Entry(Instant? onGrid)
    {
        var start = onGrid ?? Midnight + Minutes(-1_800, 1_800, 15);
        var shared = Chance(2);
        var by = (OccupiedBy)_random.Next(4);
        var expires = by is OccupiedBy.Hold ? Terms.Now + (Chance(4) ? Duration.Zero : Minutes(-60, 60, 1)) : (Instant?)null;
        return new(
            new Guid(_random.Next(), 0, 0, new byte[8]), by, shared && Chance(3) ? Another : Massage, start, start + (Chance(2) ? Service.Duration : Minutes(5, 180, 5)),
            Minutes(0, 20, 5), Minutes(0, 20, 5), _random.Next(1, 4), shared, by != OccupiedBy.Pending || Chance(2), expires);
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private Duration Minutes(int least, int most, int step) => Duration.FromMinutes(least + (_random.Next(((most - least) / step) + 1) * step));
}
