using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.ReadModels;

namespace BookingEngine.Infrastructure.Sqlite.Rows;

/// <summary>The statements on read models. They run in the caller's transaction.</summary>
internal static class ReadModelRows
{
    public const string Columns = "id, stream, version, partition, sort_key, body, resource, service, status, answer, answer_shape, answer_version";

    public static ReadModelDocument? Find(SqliteSession session, string model, string id) => session.First(
        $"SELECT {Columns} FROM read_models WHERE model = $1 AND id = $2", Read, model, id);

    public static List<ReadModelDocument> List(SqliteSession session, ReadModelList list, ListRange range) => session.Query(
        ReadModelIndexes.Queries[list.Index], Read,
        [list.Model, .. list.Values, range.After ?? "", range.Before ?? ReadModelIndexes.AfterAll, range.Limit ?? -1]);

    public static List<ReadModelDocument> ListOfStream(SqliteSession session, string model, StreamName stream) => session.Query(
        $"SELECT {Columns} FROM read_models WHERE model = $1 AND stream = $2 ORDER BY id", Read, model, stream.Value);

    public static bool TryWrite(SqliteSession session, string model, ReadModelDocument document, long expectedVersion) => expectedVersion == 0
        ? session.Execute(
            $"INSERT INTO read_models (model, {Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING",
            ValuesOf(model, document)) == 1
        : session.Execute(
            """
            UPDATE read_models SET stream = $3, version = $4, partition = $5, sort_key = $6, body = $7, resource = $8, service = $9, status = $10,
                answer = $11, answer_shape = $12, answer_version = $13
            WHERE model = $1 AND id = $2 AND version = $14
            """,
            [.. ValuesOf(model, document), expectedVersion]) == 1;

    public static void DeleteOfStream(SqliteSession session, string model, StreamName stream) =>
        session.Execute("DELETE FROM read_models WHERE model = $1 AND stream = $2", model, stream.Value);

    public static long Position(SqliteSession session, string model, StreamName stream) => session.First(
        "SELECT version FROM read_model_positions WHERE model = $1 AND stream = $2", row => row.GetInt64(0), model, stream.Value);

    public static void Advance(SqliteSession session, string model, StreamName stream, long version) => session.Execute(
        """
        INSERT INTO read_model_positions (model, stream, version) VALUES ($1, $2, $3)
        ON CONFLICT DO UPDATE SET version = excluded.version WHERE excluded.version > version
        """,
        model, stream.Value, version);

    private static SqliteValue[] ValuesOf(string model, ReadModelDocument document) =>
    [
        model, document.Id, document.Stream.Value, document.Version, document.Partition, document.SortKey, document.Body,
        document.Keys?.Resource, document.Keys?.Service, document.Keys?.Status,
        document.Answer is { } answer ? answer.Json : SqliteValue.Null, document.Answer?.Shape,
        document.Answer is null ? SqliteValue.Null : document.Version,
    ];

    private static ReadModelDocument Read(SqliteRow row) => new(
        row.GetString(0), StreamName.Parse(row.GetString(1)), row.GetInt64(2), row.GetString(3), row.GetString(4),
        row.IsDBNull(5) ? null : row.GetString(5))
    {
        Keys = row.IsDBNull(6) ? null : new ListKeys(row.GetString(6), row.GetString(7), row.GetString(8)),
        Answer = ReadAnswer(row),
    };

    // A version from before answers changes the document and leaves the answer as it is.
    private static DocumentAnswer? ReadAnswer(SqliteRow row) => row.IsDBNull(9) || row.GetInt64(11) != row.GetInt64(2)
        ? null
        : new DocumentAnswer(row.GetString(10), row.GetBytes(9));
}
