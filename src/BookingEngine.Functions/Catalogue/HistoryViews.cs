using BookingEngine.Catalogue;
using BookingEngine.Functions.Http.Answers;

namespace BookingEngine.Functions.Catalogue;

public sealed record HistoryView<TView>(IReadOnlyList<HistoryEntryView<TView>> Entries, string? NextCursor);

public sealed record HistoryEntryView<TView>(string Change, string At, string? By, TView Definition)
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
