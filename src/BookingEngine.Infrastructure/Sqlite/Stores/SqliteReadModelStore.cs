using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Rows;
using BookingEngine.ReadModels;

namespace BookingEngine.Infrastructure.Sqlite.Stores;

public sealed class SqliteReadModelStore(SqliteStore store) : IReadModelStore
{
    public Task<ReadModelDocument?> FindAsync(string model, string id, CancellationToken cancellation) =>
        Task.FromResult(store.Booking.Read(session => ReadModelRows.Find(session, model, id)));

    public Task<IReadOnlyList<ReadModelDocument>> ListAsync(ReadModelList list, ListRange range, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ReadModelDocument>>(store.Booking.Read(session => ReadModelRows.List(session, list, range)));

    public Task<IReadOnlyList<ListedAnswer>?> ListAnswersAsync(ReadModelList list, ListRange range, string shape, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ListedAnswer>?>(store.Booking.Read(session => ReadModelRows.ListAnswers(session, list, range, shape)));

    public Task<bool> TryWriteAsync(string model, ReadModelDocument document, long expectedVersion) =>
        store.Booking.WriteAsync(session => ReadModelRows.TryWrite(session, model, document, expectedVersion));

    public Task<bool> TryWriteAllAsync(string model, IReadOnlyList<DocumentWrite> writes) => store.Booking.WriteAsync(session =>
        writes.Count(write => ReadModelRows.TryWrite(session, model, write.Document, write.ExpectedVersion)) == writes.Count);

    public Task<IReadOnlyList<ReadModelDocument>> FindAllAsync(string model, IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ReadModelDocument>>(store.Booking.Read(session =>
            ids.Select(id => ReadModelRows.Find(session, model, id)).OfType<ReadModelDocument>().ToList()));

    public Task AddAsync(string model, IReadOnlyList<ReadModelDocument> documents) =>
        store.Booking.WriteAsync(session => documents.Count(document => ReadModelRows.TryWrite(session, model, document, 0)));

    public Task<long> PositionAsync(string model, StreamName stream, CancellationToken cancellation) =>
        Task.FromResult(store.Booking.Read(session => ReadModelRows.Position(session, model, stream)));

    public Task<IReadOnlyDictionary<StreamName, long>> LowestPositionsAsync(
        IReadOnlyCollection<string> models, IReadOnlyCollection<StreamName> streams, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<StreamName, long>>(store.Booking.Read(session => streams
            .Select(stream => (Stream: stream, Version: models.Min(model => ReadModelRows.Position(session, model, stream))))
            .Where(p => p.Version > 0).ToDictionary(p => p.Stream, p => p.Version)));

    public Task AdvanceAsync(string model, StreamName stream, long version) => store.Booking.WriteAsync(session =>
    {
        ReadModelRows.Advance(session, model, stream, version);
        return version;
    });

    public Task<IReadOnlyList<ReadModelDocument>> ListOfStreamAsync(string model, StreamName stream, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ReadModelDocument>>(store.Booking.Read(session => ReadModelRows.ListOfStream(session, model, stream)));

    // Compares on another thread, so that the caller folds the next stream meanwhile.
    public async Task<bool> TryReplaceStreamAsync(string model, StreamName stream, long version, IReadOnlyList<ReadModelDocument> documents)
    {
        var (position, changes) = await Task.Run(() => store.Booking.Read(session =>
            (ReadModelRows.Position(session, model, stream), ReadModelChanges.OfStream(session, model, stream, documents))));
        return position <= version && ((changes.IsEmpty && position == version) || await store.Booking.WriteAsync(session =>
        {
            if (ReadModelRows.Position(session, model, stream) != position || !changes.TryWrite(session, model))
            {
                return false;
            }

            ReadModelRows.Advance(session, model, stream, version);
            return true;
        }));
    }

    public async Task<IReadOnlyList<string>> ReplaceAsync(string model, IReadOnlyList<ReadModelDocument> documents)
    {
        while (true)
        {
            var changes = await Task.Run(() => store.Booking.Read(session => ReadModelChanges.Of(session, model, documents)));
            if (changes.IsEmpty || await store.Booking.WriteAsync(session => changes.TryWrite(session, model)))
            {
                return changes.Later;
            }
        }
    }

    public Task DeleteOthersAsync(string model, StreamName stream, long version, IReadOnlyCollection<string> ids)
    {
        var kept = ids.ToHashSet(StringComparer.Ordinal);
        var others = store.Booking.Read(session => ReadModelRows.IdsOfStream(session, model, stream, version)).Where(id => !kept.Contains(id)).ToList();
        return store.Booking.WriteAsync(session => others.Sum(id => ReadModelRows.Delete(session, model, id, version)));
    }
}
