using System.Collections.Frozen;
using BookingEngine.ReadModels;

namespace BookingEngine.Infrastructure.Sqlite.Rows;

/// <summary>The indexes of lists by their names in the schema, with one query per index. <c>INDEXED BY</c> makes a query fail if the
/// index cannot serve it, instead of scanning the table.</summary>
internal static class ReadModelIndexes
{
    /// <summary>Sorts after every sort key. It is the last Unicode character.</summary>
    public const string AfterAll = "\U0010FFFF";

    /// <summary>The parameters are the model, the list's values, the two bounds of the range and the limit.</summary>
    public static FrozenDictionary<ListIndex, string> Queries { get; } = QueriesOf(ReadModelRows.Columns);

    /// <summary>The same documents, of each its version, sort key and answer.</summary>
    public static FrozenDictionary<ListIndex, string> AnswerQueries { get; } = QueriesOf($"version, sort_key, {ReadModelRows.AnswerColumns}");

    public static string NameOf(ListIndex index) => $"read_models_by_{(index.Fields is [] ? "model" : string.Join('_', index.Fields))}";

    private static FrozenDictionary<ListIndex, string> QueriesOf(string columns) => ListIndex.All.ToFrozenDictionary(index => index, index => QueryOf(index, columns));

    // All indexes but the first are partial and omit documents without keys. A query that filters by no key must repeat the index's condition.
    private static string QueryOf(ListIndex index, string columns)
    {
        var keys = index.Fields.Select((field, n) => $" AND {field} = ${n + 2}");
        var next = index.Fields.Count + 2;
        return $"SELECT {columns} FROM read_models INDEXED BY {NameOf(index)} WHERE model = $1{string.Concat(keys)}"
            + (index.Fields is [] ? " AND status IS NOT NULL" : "")
            + $" AND sort_key > ${next} AND sort_key < ${next + 1} AND body IS NOT NULL ORDER BY sort_key LIMIT ${next + 2}";
    }
}
