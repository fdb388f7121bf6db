namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>A component such as VEVENT, with its properties and the components within it.</summary>
internal sealed class CalendarComponent(string name)
{

    public string Name => name;

    public List<CalendarLine> Lines { get; } = [];

    public List<CalendarComponent> Components { get; } = [];

    /// <summary>The calendar in a file. Null if there is none, or it has no end: then the file is cut.</summary>
    public static CalendarComponent? Read(ReadOnlyMemory<byte> file)
    {
        CalendarComponent? root = null;
        Stack<CalendarComponent> open = [];
        foreach (var line in CalendarLines.Of(file))
        {
            if (root is null)
            {
                if (line.Name != "BEGIN" || !line.Is("VCALENDAR"))
                {
                    return null;
                }

                open.Push(root = new CalendarComponent("VCALENDAR"));
            }
            else if (open.Count > 0 && !open.TryAccept(line))
            {
                return null;
            }
        }

        return open.Count == 0 ? root : null;
    }

    public CalendarLine? Find(string property) => Lines.Find(line => line.Name == property);

    public IEnumerable<CalendarLine> All(string property) => Lines.Where(line => line.Name == property);
}

internal static class OpenComponents
{
    private const int MaximumDepth = 4;

    /// <summary>False if the line ends a component that is not open, or nests too deeply.</summary>
    public static bool TryAccept(this Stack<CalendarComponent> open, CalendarLine line)
    {
        switch (line.Name)
        {
            case "BEGIN" when open.Count < MaximumDepth:
                var inner = new CalendarComponent(line.Value.Trim().ToUpperInvariant());
                open.Peek().Components.Add(inner);
                open.Push(inner);
                return true;
            case "END" when line.Is(open.Peek().Name):
                open.Pop();
                return true;
            case "BEGIN" or "END":
                return false;
            default:
                open.Peek().Lines.Add(line);
                return true;
        }
    }
}
