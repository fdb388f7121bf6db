using System.Runtime.CompilerServices;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.ReadModels;

namespace BookingEngine.Infrastructure.Sqlite.Rows;

/// <summary>The statements on read models. They run in the caller's transaction.</summary>
internal static class ReadModelRows
{
    public const string
        AnswerColumns = "answer, answer_shape, answer_version",
        Columns = $"id, stream, version, partition, sort_key, body, resource, service, status, {AnswerColumns}";

    public static ReadModelDocument? Find(SqliteSession session, string model, string id) => session.First(
        $"SELECT {Columns} FROM read_models WHERE model = $1 AND id = $2", Read, model, id);

    public static List<ReadModelDocument> List(SqliteSession session, ReadModelList list, ListRange range) => session.Query(
        ReadModelIndexes.Queries[list.Index], Read, ParametersOf(list, range));

    /// <summary>Null if a document has no answer of this shape.</summary>
    public static List<ListedAnswer>? ListAnswers(SqliteSession session, ReadModelList list, ListRange range, string shape)
    {
        var isComplete = true;
        var answers = session.Query(
            ReadModelIndexes.AnswerQueries[list.Index],
            row =>
            {
                isComplete &= HasAnswer(row, version: 0, answer: 2) && row.Is(3, shape);
                return isComplete ? new ListedAnswer(row.GetString(1), row.GetBytes(2)) : default;
            },
            ParametersOf(list, range));
        return isComplete ? answers : null;
    }

    public static List<ReadModelDocument> ListOfStream(SqliteSession session, string model, StreamName stream) => session.Query(
        $"SELECT {Columns} FROM read_models WHERE model = $1 AND stream = $2 ORDER BY id", Read, model, stream.Value);

    public static bool TryWrite(SqliteSession session, string model, ReadModelDocument document, long expectedVersion)
    {
        Row row = default;
        Span<SqliteValue> values = row;
        Fill(values, model, document, expectedVersion);
        return expectedVersion == 0
            ? session.Execute(
                $"INSERT INTO read_models (model, {Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING",
                values[..^1]) == 1
            : session.Execute(
                """
                UPDATE read_models SET stream = $3, version = $4, partition = $5, sort_key = $6, body = $7, resource = $8, service = $9, status = $10,
                    answer = $11, answer_shape = $12, answer_version = $13
                WHERE model = $1 AND id = $2 AND version = $14
                """,
                values) == 1;
    }

    public static List<string> IdsOfStream(SqliteSession session, string model, StreamName stream, long version) => session.Query(
        "SELECT id FROM read_models WHERE model = $1 AND stream = $2 AND version <= $3", row => row.GetString(0), model, stream.Value, version);

    public static int Delete(SqliteSession session, string model, string id, long version) =>
        session.Execute("DELETE FROM read_models WHERE model = $1 AND id = $2 AND version <= $3", model, id, version);

    public static long Position(SqliteSession session, string model, StreamName stream) => session.First(
        "SELECT version FROM read_model_positions WHERE model = $1 AND stream = $2", row => row.GetInt64(0), model, stream.Value);

    public static void Advance(SqliteSession session, string model, StreamName stream, long version) => session.Execute(
        """
        INSERT INTO read_model_positions (model, stream, version) VALUES ($1, $2, $3)
        ON CONFLICT DO UPDATE SET version = excluded.version WHERE excluded.version > version
        """,
        model, stream.Value, version);

    private static void Fill(Span<SqliteValue> values, string model, ReadModelDocument document, long expectedVersion)
    {
        values[0] = model;
        values[1] = document.Id;
        values[2] = document.Stream.Value;
        values[3] = document.Version;
        values[4] = document.Partition;
        values[5] = document.SortKey;
        values[6] = document.Body;
        values[7] = document.Keys?.Resource;
        values[8] = document.Keys?.Service;
        values[9] = document.Keys?.Status;
        values[10] = document.Answer is { } answer ? answer.Json : SqliteValue.Null;
        values[11] = document.Answer?.Shape;
        values[12] = document.Answer is null ? SqliteValue.Null : document.Version;
        values[13] = expectedVersion;
    }

    private static ReadModelDocument Read(SqliteRow row) => new(
        row.GetString(0), StreamName.Parse(row.GetString(1)), row.GetInt64(2), row.GetString(3), row.GetString(4),
        row.IsDBNull(5) ? null : row.GetString(5))
    {
        Keys = row.IsDBNull(6) ? null : new ListKeys(row.GetString(6), row.GetString(7), row.GetString(8)),
        Answer = ReadAnswer(row),
    };

    // A version from before answers changes the document and leaves the answer as it is.
    private static DocumentAnswer? ReadAnswer(SqliteRow row) =>
        HasAnswer(row, version: 2, answer: 9) ? new DocumentAnswer(row.GetString(10), row.GetBytes(9)) : null;

    // The answer's shape and version are in the two columns after it.
    private static bool HasAnswer(SqliteRow row, int version, int answer) => !row.IsDBNull(answer) && row.GetInt64(answer + 2) == row.GetInt64(version);

    private static SqliteValue[] ParametersOf(ReadModelList list, ListRange range) =>
        [list.Model, .. list.Values, range.After ?? "", range.Before ?? ReadModelIndexes.AfterAll, range.Limit ?? -1];

    /// <summary>The values of a row on the stack: the columns, and the expected version.</summary>
    [InlineArray(14)]
    private struct Row
    {
        private SqliteValue _first;
    }
}
