using BookingEngine.Functions.Pages.Months;

namespace BookingEngine.Functions.Pages.Staff.Guests;

/// <summary>What was chosen for a guest so far, in the address or the form.</summary>
/// <param name="Slot">The chosen start.</param>
public sealed record GuestChoice(string? Service, string? Resource, string? Slot)
{
    public static GuestChoice Of(HttpRequest request) =>
        new(MonthChoice.Text(request, "service"), MonthChoice.Text(request, "resource"), MonthChoice.Text(request, "slot"));

    public static GuestChoice Read(RequestFields fields) => new(Text(fields, "service"), Text(fields, "resource"), Text(fields, "slot"));

    public string Address(params IEnumerable<(string Name, string Value)> more) => StaffPaths.Join(StaffPaths.New, Fields.Concat(more));

    public IEnumerable<(string Name, string Value)> Fields => new[] { ("service", Service), ("resource", Resource), ("slot", Slot) }
        .Where(p => p.Item2 is not null).Select(p => (p.Item1, p.Item2!));

    private static string? Text(RequestFields fields, string name) => fields.Optional(name).AnyText() is { Length: > 0 } text ? text : null;
}
