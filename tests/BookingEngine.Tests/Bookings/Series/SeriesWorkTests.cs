using System.Collections.Immutable;
using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.BookingLimits.Several;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Series.Change;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Times;
using BookingEngine.Transfers;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Bookings.Series;

/// <summary>The longest series, whose bookings each go to the day of the next one. The last day is taken, so that none can move.</summary>
public sealed class SeriesWorkTests
{
    private const int Count = SeriesId.MaximumCount;
    private static readonly Instant Ten = Instant.FromUtc(2031, 6, 2, 10, 0), Now = Ten - Duration.FromDays(1);
    private static readonly SeriesId Series = SeriesId.Of(new CommitId(new Guid(7, 0, 0, new byte[8])), Count);
    private static readonly Actor Ada = new(new UserId(new Guid(1, 0, 0, new byte[8])), Role.Customer);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Each_booking_is_checked_once_if_none_can_move(int days)
    {
        BookingMade[] made = [.. Series.Bookings.Select((id, n) => TestBooking.At(StartOf(n), Duration.FromMinutes(30), id.Value))];
        var calendar = Given.Events<Calendar>([.. made, TestBooking.At(StartOf(days > 0 ? Count : -1))]);
        var checks = new Comparer();
        var move = MoveOf(made, calendar, Duration.FromDays(days), checks);
        List<KeptBooking> kept = [];
        var context = new CommandContext(new CommitId(new Guid(8, 0, 0, new byte[8])), Now - Duration.FromDays(2), null, "test");

        checks.Count = 0;
        move.Decide(calendar, ImmutableDictionary<BookingId, Refusal>.Empty, skips: true, context, kept).ThenRefused("slot_unavailable");

        Assert.Equal((Count, Count), (kept.Count, checks.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Each_claim_is_checked_once_if_none_can_move(int days)
    {
        var (checks, other) = (0, new BookingId(new Guid(9, 0, 0, new byte[8])));
        var claims = Series.Bookings.Select((id, n) => (Id: id, Time: TimeOf(n))).Append((other, TimeOf(days > 0 ? Count : -1)))
            .ToImmutableDictionary(c => c.Item1, c => new LimitClaim(DefaultCatalogue.Service) { Confirmed = c.Item2 });
        LimitClaimRequest[] requests =
        [
            .. Series.Bookings.Select((id, n) => new LimitClaimRequest(
                CustomerClaims.StreamOf(Ada.UserId), id, DefaultCatalogue.Service, TimeOf(n + days), TimeOf(n), seen => Check(seen, id, TimeOf(n + days).Day))),
        ];
        Dictionary<BookingId, Refusal> refused = [];

        var events = ManyClaims.Fold(new ClaimSet(claims), requests, request => new PendingClaim(request.Time, Guid.Empty, Now, Now), Now, refused);

        Assert.Equal((0, Count, Count), (events.Length, refused.Count, checks));

        Refusal? Check(ClaimSet seen, BookingId id, LocalDate day)
        {
            checks++;
            return seen.ById.Any(c => c.Key != id && (c.Value.Pending?.Time ?? c.Value.Confirmed!).Day == day) ? BookingRefusals.ActiveLimit(1) : null;
        }
    }

    private static SeriesMove MoveOf(BookingMade[] made, Calendar calendar, Duration shift, Comparer checks)
    {
        var metadata = new CommitMetadata(Now, null, "test");
        Booking[] bookings = [.. made.Select((e, n) => Booking.Of(new RecordedEvent(Calendar.StreamOf(DefaultCatalogue.Resource), n + 1, e, metadata)))];
        var rights = bookings.ToDictionary(booking => booking.Id, _ => BookingRight.Staff, checks);
        var at = new ResourceAtLocation(DefaultCatalogue.InitialResource, DefaultCatalogue.InitialLocation, calendar);
        var target = new RescheduleTarget(bookings[0].Id, Ada, DefaultCatalogue.InitialService, at, Ten + shift, IsOverride: false);
        return SeriesMove.Of(new SeriesSelection(bookings[0], [.. bookings], rights), bookings, target, new SlotInput(default, target.Start));
    }

    private static Instant StartOf(int day) => Ten + Duration.FromDays(day);

    private static ClaimedTime TimeOf(int day) => ClaimedTime.Of(StartOf(day), StartOf(day) + Duration.FromMinutes(30), "Etc/UTC");

    /// <summary>Counts how often rights are looked up: once for each check.</summary>
    private sealed class Comparer : IEqualityComparer<BookingId>
    {
        public int Count { get; set; }

        public bool Equals(BookingId x, BookingId y) => x == y;

        public int GetHashCode(BookingId id)
        {
            Count++;
            return id.GetHashCode();
        }
    }
}
