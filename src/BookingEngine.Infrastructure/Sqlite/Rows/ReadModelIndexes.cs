using System.Collections.Frozen;
using BookingEngine.ReadModels;

namespace BookingEngine.Infrastructure.Sqlite.Rows;

/// <summary>The lists' indexes as the schema names them, and the one statement on each. <c>INDEXED BY</c> makes a statement that its index does not
/// serve an error, not a scan.</summary>
internal static class ReadModelIndexes
{
    /// <summary>Beyond every sort key: the last character that there is.</summary>
    public const string AfterAll = "\U0010FFFF";

    /// <summary>Takes the model, the list's values, the two ends of the range and the limit.</summary>
    public static FrozenDictionary<ListIndex, string> Queries { get; } = ListIndex.All.ToFrozenDictionary(index => index, QueryOf);

    public static string NameOf(ListIndex index) => $"read_models_by_{(index.Fields is [] ? "model" : string.Join('_', index.Fields))}";

    // All but the first index are partial, so that documents without keys are in none of them: where no key is asked for, the condition that makes
    // it partial must stand in the statement, too.
    private static string QueryOf(ListIndex index)
    {
        var keys = index.Fields.Select((field, n) => $" AND {field} = ${n + 2}");
        var next = index.Fields.Count + 2;
        return $"SELECT {ReadModelRows.Columns} FROM read_models INDEXED BY {NameOf(index)} WHERE model = $1{string.Concat(keys)}"
            + (index.Fields is [] ? " AND status IS NOT NULL" : "")
            + $" AND sort_key > ${next} AND sort_key < ${next + 1} AND body IS NOT NULL ORDER BY sort_key LIMIT ${next + 2}";
    }
}
