using BookingEngine.Functions.Pages.Months;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>What a visitor has chosen so far, in the address or the form.</summary>
/// <param name="With">A resource's id, or <see cref="Anyone"/>. Null while nothing is chosen.</param>
/// <param name="Slot">The chosen start.</param>
/// <param name="Hold">The token of the visitor's hold.</param>
public sealed record BookAddress(string? Service, string? With, string? Slot, string? Zone, string? Hold)
{
    /// <summary>The origin of the page that shows this one in a frame; null for none.</summary>
    public string? Embedder { get; init; }

    /// <summary>Nothing is chosen.</summary>
    public static BookAddress None { get; } = new(null, null, null, null, null);

    public const string Anyone = "anyone", Details = "/book/step/details", Done = "/book/step/done", HoldStep = "/book/step/hold";

    public static BookAddress Of(HttpRequest request, string? service) => new(
        service ?? MonthChoice.Text(request, "service"), MonthChoice.Text(request, "with"), MonthChoice.Text(request, "slot"), MonthChoice.Text(request, "tz"),
        MonthChoice.Text(request, "hold"))
    {
        Embedder = MonthChoice.Text(request, "origin"),
    };

    public string ServicePath => Service is null ? "/book" : $"/book/{Uri.EscapeDataString(Service)}";

    /// <summary>What the pages before the form need.</summary>
    public IEnumerable<(string Name, string Value)> Choices => Given(("with", With), ("tz", Zone), ("hold", Hold), ("origin", Embedder));

    public IEnumerable<(string Name, string Value)> All => Given(("service", Service), ("with", With), ("slot", Slot), ("tz", Zone), ("hold", Hold), ("origin", Embedder));

    public string MonthAddress(params IEnumerable<(string Name, string Value)> more) => Join(ServicePath, Choices.Concat(more));

    public string StartAddress => Join("/book", Given(("tz", Zone), ("hold", Hold), ("origin", Embedder)));

    public string DetailsAddress => Join(Details, All);

    public static string Join(string path, IEnumerable<(string Name, string Value)> parameters) =>
        string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}")) is { Length: > 0 } query ? $"{path}?{query}" : path;

    private static IEnumerable<(string, string)> Given(params IEnumerable<(string Name, string? Value)> parameters) =>
        parameters.Where(p => p.Value is not null).Select(p => (p.Name, p.Value!));
}
