using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.EventSourcing;

namespace BookingEngine.Tests.EventSourcing;

public sealed class AggregateCacheTests
{
    private static readonly StreamName A = StreamName.Parse("calendar-a"), B = StreamName.Parse("calendar-b"), C = StreamName.Parse("calendar-c");

    [Fact]
    public void The_least_recently_used_aggregate_is_evicted_first()
    {
        var cache = new AggregateCache(capacity: 2);
        cache.Set(A, At(1));
        cache.Set(B, At(1));
        Assert.Equal(At(1), cache.Find<Calendar>(A));
        cache.Set(C, At(1));
        Assert.Equal((At(1), null, At(1)), (cache.Find<Calendar>(A), cache.Find<Calendar>(B), cache.Find<Calendar>(C)));
    }

    [Fact]
    public void A_newer_aggregate_is_not_replaced_by_an_older_one()
    {
        var cache = new AggregateCache();
        cache.Set(A, At(5));
        cache.Set(A, At(4));
        Assert.Equal(At(5), cache.Find<Calendar>(A));
        cache.Set(A, At(6));
        Assert.Equal(At(6), cache.Find<Calendar>(A));
    }

    private static Versioned<Calendar> At(long version) => new(Given.Events<Calendar>(), version);
}
