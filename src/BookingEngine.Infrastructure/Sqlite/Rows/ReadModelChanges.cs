using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.ReadModels;

namespace BookingEngine.Infrastructure.Sqlite.Rows;

/// <summary>What must be written so that the stored documents are the given ones. The stored bytes are compared as they are, without reading them
/// into objects.</summary>
internal sealed class ReadModelChanges
{
    private readonly List<DocumentWrite> _writes = [];
    private readonly List<(string Id, long Version)> _superfluous = [];
    private readonly List<string> _later = [];

    public bool IsEmpty => _writes.Count == 0 && _superfluous.Count == 0;

    /// <summary>The ids of the documents that have a later version in the store. They stay as they are.</summary>
    public IReadOnlyList<string> Later => _later;

    /// <summary>Compares with everything that the stream has in the model.</summary>
    public static ReadModelChanges OfStream(SqliteSession session, string model, StreamName stream, IReadOnlyList<ReadModelDocument> documents)
    {
        var changes = new ReadModelChanges();
        var missing = documents.ToDictionary(d => d.Id, StringComparer.Ordinal);
        session.Query(
            $"SELECT {ReadModelRows.Columns} FROM read_models WHERE model = $1 AND stream = $2",
            row =>
            {
                var id = row.GetString(0);
                if (!missing.Remove(id, out var document))
                {
                    changes._superfluous.Add((id, row.GetInt64(2)));
                }
                else if (!IsSame(row, document))
                {
                    changes._writes.Add(new DocumentWrite(document, row.GetInt64(2)));
                }

                return true;
            },
            model, stream.Value);
        changes._writes.AddRange(missing.Values.Select(document => new DocumentWrite(document, 0)));
        return changes;
    }

    /// <summary>Compares one by one.</summary>
    public static ReadModelChanges Of(SqliteSession session, string model, IReadOnlyList<ReadModelDocument> documents)
    {
        var changes = new ReadModelChanges();
        foreach (var document in documents)
        {
            var stored = session.First<(long? Version, bool IsSame)>(
                $"SELECT {ReadModelRows.Columns} FROM read_models WHERE model = $1 AND id = $2", row => (row.GetInt64(2), IsSame(row, document)), model, document.Id);
            if (stored.Version > document.Version)
            {
                changes._later.Add(document.Id);
            }
            else if (!stored.IsSame)
            {
                changes._writes.Add(new DocumentWrite(document, stored.Version ?? 0));
            }
        }

        return changes;
    }

    /// <summary>False if a document has changed since it was compared.</summary>
    public bool TryWrite(SqliteSession session, string model)
    {
        var areWritten = _superfluous.TrueForAll(document => ReadModelRows.Delete(session, model, document.Id, document.Version) == 1);
        foreach (var (document, expectedVersion) in _writes)
        {
            areWritten &= ReadModelRows.TryWrite(session, model, document, expectedVersion);
        }

        return areWritten;
    }

    private static bool IsSame(SqliteRow row, ReadModelDocument document) =>
        row.GetInt64(2) == document.Version && row.Is(1, document.Stream.Value) && row.Is(3, document.Partition) && row.Is(4, document.SortKey)
        && row.Is(5, document.Body) && row.Is(6, document.Keys?.Resource) && row.Is(7, document.Keys?.Service) && row.Is(8, document.Keys?.Status)
        && IsSame(row, document.Answer, document.Version);

    private static bool IsSame(SqliteRow row, DocumentAnswer? answer, long version) => answer is null
        ? row.IsDBNull(9)
        : !row.IsDBNull(9) && row.GetInt64(11) == version && row.Is(10, answer.Shape) && row.Is(9, answer.Json.Span);
}
