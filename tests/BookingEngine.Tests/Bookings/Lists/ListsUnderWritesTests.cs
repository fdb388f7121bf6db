using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Tests.InMemory;
using BookingEngine.Users;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Bookings.Lists;

/// <summary>Reads lists page by page, with random writes before each read of the store. Every booking that stays in the list is shown exactly once,
/// in order. <c>LIST_CASES</c> sets the number of cases, <c>LIST_SEED</c> the first seed.</summary>
public sealed class ListsUnderWritesTests(ITestOutputHelper output)
{
    private const int Count = 120;
    private static readonly int Cases = TestVariable.Whole("LIST_CASES", 60), FirstSeed = TestVariable.Whole("LIST_SEED", 1);

    private static readonly BookingFilter[] Filters =
    [
        new() { OfAll = true },
        new() { OfAll = true, Statuses = [BookingStatus.Pending, BookingStatus.Confirmed] },
        new() { OfAll = true, ServiceId = new("service-1"), Statuses = [BookingStatus.Confirmed, BookingStatus.Pending] },
        new() { OfAll = true, ServiceId = new("service-2") },
        new() { ResourceId = new("resource-3") },
        new() { ResourceId = new("resource-3"), ServiceId = new("service-1"), Statuses = [BookingStatus.Pending, BookingStatus.Confirmed] },
        new() { UserId = ManyBookings.UserOf(7), Statuses = [BookingStatus.Pending, BookingStatus.Confirmed] },
    ];

    [Fact]
    public async Task An_entry_listed_throughout_is_shown_once_in_order()
    {
        output.WriteLine($"LIST_SEED={FirstSeed}");
        for (var seed = FirstSeed; seed < FirstSeed + Cases; seed++)
        {
            var random = new Random(seed);
            var store = new ChangingStore(random);
            await store.FillAsync(Count);
            var (filter, limit) = (Filters[random.Next(Filters.Length)], random.Next(1, 12));
            var shown = await PagesAsync(store, filter, limit);
            var expected = store.Steady.Select(s => ManyBookings.Document(s)).Where(d => Fits(filter, BookingsProjection.Read(d)))
                .Select(d => d.SortKey).Order(StringComparer.Ordinal);
            Assert.True(
                shown.SequenceEqual(shown.Distinct().Order(StringComparer.Ordinal)), $"LIST_SEED={seed}: {filter} is out of order or twice");
            Assert.True(expected.All(shown.Contains), $"LIST_SEED={seed}: {filter} lacks what was there all the time");
        }
    }

    private static async Task<List<string>> PagesAsync(ChangingStore store, BookingFilter filter, int limit)
    {
        // Lists of an administrator read neither the team nor the catalogue.
        var handler = new ListBookingsHandler(store, new BookingAccess(null!), null!, null!, null!);
        List<string> shown = [];
        string? after = null;
        do
        {
            store.BeginRequest();
            var query = new ListBookings(ManyBookings.UserOf(999), after, limit) { Role = Role.Admin, Filter = filter };
            Assert.False((await handler.HandleAsync(query, CancellationToken.None)).IsRefused(out _, out var page));
            shown.AddRange(page.Bookings.Select(BookingsProjection.SortKeyOf));
            after = page.Next;
        }
        while (after is not null);
        return shown;
    }

    // Stable bookings change between two statuses. A filter by one of them includes the other.
    private static bool Fits(BookingFilter filter, Booking booking) =>
        (filter.ResourceId is null || filter.ResourceId == booking.ResourceId) && (filter.ServiceId is null || filter.ServiceId == booking.ServiceId)
        && (filter.UserId is null || filter.UserId == booking.UserId);

    /// <summary>A store that changes before every read of a list. Two in three bookings stay, pending or confirmed. Every third one appears and
    /// disappears.</summary>
    private sealed class ChangingStore(Random random) : IReadModelStore
    {
        private readonly InMemoryReadModelStore _inner = new(new ReadModelTables(), Steps.Locked());
        private readonly HashSet<int> _changed = [];
        private readonly Dictionary<int, ReadModelDocument> _standing = [];

        public IEnumerable<int> Steady => _standing.Keys.Where(n => n % 3 != 0);

        public async Task FillAsync(int count)
        {
            for (var n = 0; n < count; n++)
            {
                await PutAsync(n, random.Next(2) == 0 ? "pending" : "confirmed");
            }
        }

        /// <summary>No booking changes its status twice during one request: no client is that fast.</summary>
        public void BeginRequest() => _changed.Clear();

        public async Task<IReadOnlyList<ReadModelDocument>> ListAsync(ReadModelList list, ListRange range, CancellationToken cancellation)
        {
            for (var writes = random.Next(40); writes > 0; writes--)
            {
                var n = random.Next(Count);
                if (_changed.Add(n))
                {
                    await PutAsync(n, n % 3 == 0 ? (random.Next(2) == 0 ? "cancelled" : "confirmed") : _standing[n].Keys!.Status == "pending" ? "confirmed" : "pending");
                }
            }

            return await _inner.ListAsync(list, range, cancellation);
        }

        public Task<ReadModelDocument?> FindAsync(string model, string id, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<bool> TryWriteAsync(string model, ReadModelDocument document, long expectedVersion) => throw new NotSupportedException();

        public Task AddAsync(string model, IReadOnlyList<ReadModelDocument> documents) => throw new NotSupportedException();

        public Task<bool> TryWriteAllAsync(string model, IReadOnlyList<DocumentWrite> writes) => throw new NotSupportedException();

        public Task<IReadOnlyList<ReadModelDocument>> FindAllAsync(string model, IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<long> PositionAsync(string model, StreamName stream, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<StreamName, long>> LowestPositionsAsync(
            IReadOnlyCollection<string> models, IReadOnlyCollection<StreamName> streams, CancellationToken cancellation) => throw new NotSupportedException();

        public Task AdvanceAsync(string model, StreamName stream, long version) => throw new NotSupportedException();

        public Task<IReadOnlyList<ReadModelDocument>> ListOfStreamAsync(string model, StreamName stream, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<bool> TryReplaceStreamAsync(string model, StreamName stream, long version, IReadOnlyList<ReadModelDocument> documents) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<string>> ReplaceAsync(string model, IReadOnlyList<ReadModelDocument> documents) => throw new NotSupportedException();

        public Task DeleteOthersAsync(string model, StreamName stream, long version, IReadOnlyCollection<string> ids) => throw new NotSupportedException();

        private async Task PutAsync(int n, string status)
        {
            var version = _standing.TryGetValue(n, out var before) ? before.Version : 0;
            _standing[n] = ManyBookings.Document(n, status, version + 1);
            Assert.True(await _inner.TryWriteAsync(BookingsProjection.ModelName, _standing[n], version));
        }
    }
}
