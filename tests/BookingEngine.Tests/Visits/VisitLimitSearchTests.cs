using System.Collections.Immutable;
using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Tests.Availability;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Visits;

/// <summary>In random cases, the limits that a search knows refuse a start of a visit if and only if its claim is refused, which is so if and only if
/// counting one by one says so.</summary>
public sealed class VisitLimitSearchTests(ITestOutputHelper output)
{
    private const int Cases = 3_000;
    private static readonly int Seed = TestVariable.Whole("SEVERAL_SEED", 1);
    private static readonly ServiceId[] Ids = [new("wash"), new("trim"), new("dry")];
    private static readonly Instant Now = Instant.FromUtc(2031, 3, 29, 12, 0);
    private static readonly UserId Ada = new(new Guid(1, 0, 0, new byte[8]));

    [Fact]
    public async Task Search_claim_and_counting_one_by_one_agree()
    {
        var (allowed, refused) = (0, 0);
        for (var seed = Seed; seed < Seed + Cases; seed++)
        {
            var given = new RandomLimits(new Random(seed));
            foreach (var moving in new BookingId?[] { null, given.Claims.ById.Keys.FirstOrDefault() })
            {
                var reached = new CustomerClaims(given.Claims).ReachedLimitsOf(given.Visit, Now, moving);
                var search = SlotCheck.UnavailabilityAt(given.Start, RandomLimits.QueryWith(reached), given.Calendar) is Unavailability.Limit;
                var request = await new CustomerLimitCheck(null!, null!, new HoldLimit(null)).RequestAsync(given.SubjectOf(moving), Now, CancellationToken.None);
                var claim = request?.Check(given.Claims) is not null;
                Assert.Equal((seed, moving, given.IsRefusedOneByOne(moving)), (seed, moving, claim));
                Assert.Equal((seed, moving, claim), (seed, moving, search));
                (allowed, refused) = claim ? (allowed, refused + 1) : (allowed + 1, refused);
            }
        }

        output.WriteLine($"SEVERAL_SEED={Seed}, {Cases:N0} cases: {allowed:N0} visits within the limits, {refused:N0} beyond");
        Assert.True(allowed > Cases / 4 && refused > Cases / 4, $"{allowed} within the limits, {refused} beyond");
    }

    /// <summary>A visit of two to four services with limits, and what its customer has booked around midnight and a change of clocks.</summary>
    private sealed class RandomLimits
    {
        private readonly Random _random;
        private readonly List<(BookingId Booking, ServiceId Service, Instant End, LocalDate Day, bool IsPending)> _counted = [];

        public RandomLimits(Random random)
        {
            _random = random;
            Zone = ZoneData.Zones[random.Next(2) == 0 ? "Europe/Berlin" : "America/New_York"];
            var services = Ids.ToDictionary(id => id, ServiceOf);
            ServiceId[] segments = [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => Ids[random.Next(Ids.Length)])];
            var visit = ServiceOf(new("visit")) with { Segments = [.. segments.Select(id => new VisitSegment(id))] };
            Visit = VisitPart.Complete(visit, [.. segments.Select(id => services[id])]);
            Start = Now + Duration.FromMinutes(15 * random.Next(1, 200));
            Calendar = Given.Calendar(Zone.Id, Given.Daily("00:00-24:00"));
            var claims = ImmutableDictionary.CreateBuilder<BookingId, LimitClaim>();
            for (var n = 0; n < random.Next(4); n++)
            {
                var id = new BookingId(new Guid(n + 1, 0, 0, new byte[8]));
                claims[id] = ClaimOf(id);
            }

            Claims = new ClaimSet(claims.ToImmutable());
        }

        public DateTimeZone Zone { get; }

        public Service Visit { get; }

        public Instant Start { get; }

        public ClaimSet Claims { get; }

        public ResourceOccupancy Calendar { get; }

        public static SlotQuery QueryWith(ReachedLimits reached) => new(Given.Service("30/15"), Now) { Limits = reached, AllowsAnyStart = true };

        public LimitSubject SubjectOf(BookingId? moving) => new(
            Ada, moving ?? new BookingId(Guid.Empty), Visit, new("chair-1"), TimeOf(Start, Visit.Duration), new CommitId(Guid.Empty))
        {
            Segments = SegmentsAt(Start),
            Current = moving is null ? null : new ClaimedTime(Now, new LocalDate(2020, 1, 1)),
        };

        public bool IsRefusedOneByOne(BookingId? moving)
        {
            List<(Service Service, Instant End, LocalDate Day)> wanted = [(Visit, Start + Visit.Duration, DayOf(Start))];
            wanted.AddRange(Visit.Parts!.Value.Select(part => (part.Service, part.EndIn(Start), DayOf(part.StartIn(Start)))));
            return wanted.Any(w => moving is null && Most(moving, c => c.Service == w.Service.Id && c.End > Now) + wanted.Count(o => o.Service.Id == w.Service.Id) > w.Service.Limits.Active)
                || wanted.Any(w => Most(moving, c => c.Service == w.Service.Id && c.Day == w.Day)
                    + wanted.Count(o => o.Service.Id == w.Service.Id && o.Day == w.Day) > w.Service.Limits.PerDay);
        }

        // A booking that moves counts at both times, by the one with which that is more.
        private int Most(BookingId? except, Func<(BookingId Booking, ServiceId Service, Instant End, LocalDate Day, bool IsPending), bool> counts) => _counted
            .Where(c => c.Booking != except).GroupBy(c => c.Booking).Sum(b => Math.Max(b.Count(c => !c.IsPending && counts(c)), b.Count(c => c.IsPending && counts(c))));

        private LimitClaim ClaimOf(BookingId id)
        {
            var service = _random.Next(2) == 0 ? Visit.Id : Ids[_random.Next(Ids.Length)];
            var (had, wanted) = (_random.Next(3) > 0 ? Claimed(id, service, isPending: false) : null, (ClaimedTime?)null);
            wanted = had is null || _random.Next(4) == 0 ? Claimed(id, service, isPending: true) : null;
            return new LimitClaim(service)
            {
                Confirmed = had,
                Pending = wanted is null ? null : new PendingClaim(wanted, Guid.Empty, Now, Now + Duration.FromMinutes(1)),
            };
        }

        private ClaimedTime Claimed(BookingId id, ServiceId service, bool isPending)
        {
            var (start, isVisit) = (AnyStart(), service == Visit.Id);
            var length = isVisit ? Visit.Duration : Duration.FromHours(1);
            _counted.Add((id, service, start + length, DayOf(start), isPending));
            _counted.AddRange(isVisit ? Visit.Parts!.Value.Select(p => (id, p.Service.Id, p.EndIn(start), DayOf(p.StartIn(start)), isPending)) : []);
            return ClaimedTime.Of(TimeOf(start, length), isVisit ? SegmentsAt(start) : null);
        }

        private ImmutableArray<BookedSegment> SegmentsAt(Instant start) =>
            [.. Visit.Parts!.Value.Select(p => new BookedSegment(p.Service.Id, new("chair-1"), p.StartIn(start), p.EndIn(start), Duration.Zero, Duration.Zero))];

        private BookedInterval TimeOf(Instant start, Duration length) => new(start, start + length, start.InZone(Zone).LocalDateTime, Zone.Id, ZoneData.Version);

        private LocalDate DayOf(Instant start) => start.InZone(Zone).Date;

        private Instant AnyStart() => Now + Duration.FromMinutes(15 * _random.Next(-8, 200));

        private Service ServiceOf(ServiceId id) => DefaultCatalogue.InitialService with
        {
            Id = id,
            Duration = Duration.FromMinutes(30 * _random.Next(1, 5)),
            BufferAfter = Duration.FromMinutes(15 * _random.Next(3)),
            Limits = new CustomerLimits(_random.Next(3) == 0 ? _random.Next(1, 6) : null, _random.Next(2) == 0 ? _random.Next(1, 5) : null),
        };
    }
}
