using BookingEngine.Catalogue;
using BookingEngine.Times;

namespace BookingEngine.Functions.Catalogue;

[Shape("{0}History", "The versions of an object, the oldest first.")]
public sealed record HistoryView<TView>(
    [property: Field("The entries.")] IReadOnlyList<HistoryEntryView<TView>> Entries,
    [property: Field("The cursor of the next page. Null on the last page.")] string? NextCursor);

[Shape("{0}HistoryEntry", "A version of an object.")]
public sealed record HistoryEntryView<TView>(
    [property: Field("`created`, `changed` or `retired`.")] string Change,
    [property: Field("The time of the change.", Format = "date-time")] string At,
    [property: Field("The id of the user who wrote it.")] string? By,
    [property: Field("The object in this version.")] TView Definition)
{
    public static HistoryEntryView<TView> Of<T>(HistoryEntry<T> entry, Func<T, TView> view)
        where T : class => new(NameOf(entry.Change), Rfc3339.Format(entry.At), entry.By, view(entry.Definition));

    private static string NameOf(DefinitionChange change) => change switch
    {
        DefinitionChange.Created => "created",
        DefinitionChange.Changed => "changed",
        DefinitionChange.Retired => "retired",
        _ => throw new InvalidOperationException($"The change {change} has no name on the wire."),
    };
}
