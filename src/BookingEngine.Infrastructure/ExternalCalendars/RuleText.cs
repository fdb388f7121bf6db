namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>The parts of a recurrence rule (RFC 5545, section 3.3.10), in upper case.</summary>
internal sealed class RuleText
{
    private readonly Dictionary<string, string> _parts = [];

    private RuleText()
    {
    }

    public string? this[string part] => _parts.GetValueOrDefault(part);

    public string? Until => this["UNTIL"];

    /// <exception cref="FormatException">A part has no value, or stands twice.</exception>
    public static RuleText Of(string value)
    {
        var rule = new RuleText();
        foreach (var part in value.ToUpperInvariant().Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.IndexOf('=', StringComparison.Ordinal) is not (var equals and > 0) || !rule._parts.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                throw new FormatException("The rule cannot be read.");
            }
        }

        return rule;
    }

    /// <summary>The rule without UNTIL.</summary>
    public string WithoutEnd => string.Join(';', _parts.Where(part => part.Key != "UNTIL").Select(part => $"{part.Key}={part.Value}"));

    /// <summary>Whether not every period has a date.</summary>
    public bool HasFilter => _parts.Keys.Any(part => part.StartsWith("BY", StringComparison.Ordinal));

    /// <summary>How many values a list has; 1 without the list.</summary>
    public int CountOf(string list) => this[list]?.Split(',').Length ?? 1;
}
