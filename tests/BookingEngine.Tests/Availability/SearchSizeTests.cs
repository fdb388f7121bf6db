using System.Collections.Immutable;
using BookingEngine.Availability;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Availability;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Slots;
using Microsoft.AspNetCore.Http;
using NodaTime;
using static BookingEngine.Tests.Availability.Given;

namespace BookingEngine.Tests.Availability;

/// <summary>The largest searches that anybody can ask for: their number of starts, their memory and their end.</summary>
public sealed class SearchSizeTests
{
    private const long MaximumMemory = 64_000_000;
    private static readonly Instant From = At("2026-06-01T00:00Z");

    [Theory]
    [InlineData(31, 50, 15, false)]
    [InlineData(92, 100, 1, true)]
    [InlineData(69, 2, 1, false)]
    [InlineData(70, 2, 1, true)]
    [InlineData(1, 500, 5, false)]
    [InlineData(1, 500, 1, true)]
    public void A_search_of_more_than_200000_starts_is_too_large(int days, int resources, int grid, bool isOver) => Assert.Equal(
        isOver, SearchSize.IsOver(SearchSize.Maximum, Query(resources, grid), Rooms(resources, "00:00-24:00"), From, From + Duration.FromDays(days)));

    [Theory]
    [InlineData("09:00-11:00", 8)]
    [InlineData("09:00-09:31", 3)]
    [InlineData("23:30-00:45", 5)]
    public void Starts_are_counted_from_the_hours(string hours, int count)
    {
        var (query, rooms, to) = (Query(3, grid: 15), Rooms(3, hours), From + Duration.FromDays(1) + Duration.FromHours(12));
        var starts = rooms.Sum(room => SlotSearch.Offers(query, [room], From, to).Length + SlotSearch.Explain(query, [room], From, to).Length);
        Assert.True(starts >= 3 * count, $"{starts}");
        Assert.False(SearchSize.IsOver(starts, query, rooms, From, to));
        Assert.True(SearchSize.IsOver(starts - 1, query, rooms, From, to));
    }

    [Fact]
    public void A_resource_that_cannot_give_the_service_does_not_count()
    {
        var rooms = Rooms(3, "00:00-24:00");
        var retired = rooms.SetItem(0, rooms[0] with { Resource = rooms[0].Resource with { Active = false } });
        Assert.True(SearchSize.IsOver(3 * 1_440 - 1, Query(3, 1), rooms, From, From + Duration.FromDays(1)));
        Assert.False(SearchSize.IsOver(2 * 1_440, Query(3, 1), retired, From, From + Duration.FromDays(1)));
    }

    [Theory]
    [InlineData(2, 69, false)]
    [InlineData(2, 69, true)]
    [InlineData(500, 0, false)]
    [InlineData(500, 0, true)]
    public async Task The_largest_search_and_its_answer_need_little_memory(int resources, int days, bool isFull)
    {
        // Without days, each resource has its own starts, so that no start is shared.
        var rooms = days > 0 ? Rooms(resources, "00:00-24:00") : Offset(resources);
        var (query, to) = (Query(resources, days > 0 ? 1 : 24 * 60), From + Duration.FromDays(days > 0 ? days : 92));
        query = isFull ? query with { Now = At("2030-01-01T00:00Z") } : query;
        Assert.False(SearchSize.IsOver(SearchSize.Maximum, query, rooms, From, to));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var slots = SlotSearch.Offers(query, rooms, From, to);
        var found = new FoundAvailability(DateTimeZone.Utc, AvailabilityDays.Of(slots, SlotSearch.Explain(query, rooms, From, to), DateTimeZone.Utc));
        var searched = GC.GetAllocatedBytesForCurrentThread() - before;

        var sent = new Parts();
        await new AvailabilityAnswer(found, isExplained: true).ExecuteAsync(new DefaultHttpContext { Response = { Body = sent } });
        Assert.InRange(sent.Largest, 1, 2 * JsonAnswer.PartBytes);
        Assert.InRange(searched + (4 * sent.Largest), 1, MaximumMemory);
        Assert.True(sent.All > 1_000_000, $"{sent.All}");
    }

    [Fact]
    public void A_search_for_the_next_start_ends_where_nothing_is_free()
    {
        var off = Rooms(100, "00:00-24:00").Select(room => room with
        {
            Resource = room.Resource with { TimeOff = [new(From, From + Duration.FromDays(30), null)] },
        }).ToImmutableArray();

        Assert.Empty(SlotSearch.Next(Query(100, 1), off, From, From + Duration.FromDays(366), 3));
        Assert.Equal(3, SlotSearch.Next(Query(100, 1), off[..1], From, From + Duration.FromDays(366), 3).Length);
    }

    [Fact]
    public void A_search_stops_when_the_caller_has_left()
    {
        using var left = new CancellationTokenSource();
        left.Cancel();
        var (query, rooms, to) = (Query(2, 1), Rooms(2, "00:00-24:00"), From + Duration.FromDays(30));

        Assert.Throws<OperationCanceledException>(() => { SlotSearch.Offers(query, rooms, From, to, left.Token); });
        Assert.Throws<OperationCanceledException>(() => { SlotSearch.Explain(query, rooms, From, to, left.Token); });
        Assert.Throws<OperationCanceledException>(() => { SlotSearch.Next(query, rooms, From, to, 3, left.Token); });
    }

    private static SlotQuery Query(int resources, int grid) =>
        new(Service($"1/{grid}") with { ResourceIds = [.. Enumerable.Range(0, resources).Select(RoomAt)] }, LongBefore);

    private static ImmutableArray<ResourceOccupancy> Rooms(int count, string hours) =>
        [.. Enumerable.Range(0, count).Select(n => Room(n, hours))];

    private static ImmutableArray<ResourceOccupancy> Offset(int count) =>
        [.. Enumerable.Range(0, count).Select(n => Room(n, $"{n / 60:00}:{n % 60:00}-24:00"))];

    private static ResourceOccupancy Room(int n, string hours)
    {
        var room = Calendar("UTC", Daily(hours));
        return room with { Resource = room.Resource with { Id = RoomAt(n) } };
    }

    private static ResourceId RoomAt(int n) => new($"a-room-with-a-rather-long-name-{n:000}");

    /// <summary>Remembers how much was written at once.</summary>
    private sealed class Parts : MemoryStream
    {
        public int Largest { get; private set; }

        public long All { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            (Largest, All) = (Math.Max(Largest, buffer.Length), All + buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
