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

    public Task<bool> TryWriteAsync(string model, ReadModelDocument document, long expectedVersion) =>
        store.Booking.WriteAsync(session => ReadModelRows.TryWrite(session, model, document, expectedVersion));

    public Task AddAsync(string model, IReadOnlyList<ReadModelDocument> documents) =>
        store.Booking.WriteAsync(session => documents.Count(document => ReadModelRows.TryWrite(session, model, document, 0)));

    public Task<long> PositionAsync(string model, StreamName stream, CancellationToken cancellation) =>
        Task.FromResult(store.Booking.Read(session => ReadModelRows.Position(session, model, stream)));

    public Task<IReadOnlyDictionary<StreamName, long>> PositionsAsync(
        string model, IReadOnlyCollection<StreamName> streams, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<StreamName, long>>(store.Booking.Read(session => streams
            .Select(stream => (Stream: stream, Version: ReadModelRows.Position(session, model, stream)))
            .Where(p => p.Version > 0).ToDictionary(p => p.Stream, p => p.Version)));

    public Task AdvanceAsync(string model, StreamName stream, long version) => store.Booking.WriteAsync(session =>
    {
        ReadModelRows.Advance(session, model, stream, version);
        return version;
    });

    public Task<IReadOnlyList<ReadModelDocument>> ListOfStreamAsync(string model, StreamName stream, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ReadModelDocument>>(store.Booking.Read(session => ReadModelRows.ListOfStream(session, model, stream)));

    public Task<bool> TryReplaceStreamAsync(string model, StreamName stream, long version, IReadOnlyList<ReadModelDocument> documents) =>
        store.Booking.WriteAsync(session =>
        {
            if (ReadModelRows.Position(session, model, stream) > version)
            {
                return false;
            }

            ReadModelRows.DeleteOfStream(session, model, stream);
            foreach (var document in documents)
            {
                ReadModelRows.TryWrite(session, model, document, 0);
            }

            ReadModelRows.Advance(session, model, stream, version);
            return true;
        });
}
