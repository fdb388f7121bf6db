namespace BookingEngine.Functions.Http.Requests.Shapes;

/// <summary>The JSON Schema of a value.</summary>
public sealed record ValueShape(string Type)
{
    public static ValueShape Text { get; } = new("string");

    public string? Format { get; init; }

    public string? Pattern { get; init; }

    /// <summary>In Unicode code points.</summary>
    public int? MinLength { get; init; }

    /// <inheritdoc cref="MinLength"/>
    public int? MaxLength { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    /// <summary>The allowed values. Empty for any value.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The shape of a list's entries.</summary>
    public ValueShape? Items { get; init; }

    /// <summary>The exact number of a list's entries, if fixed.</summary>
    public int? Count { get; init; }

    /// <summary>The fields of an object. Null for any members.</summary>
    public IReadOnlyList<FieldShape>? Fields { get; init; }

    /// <summary>Whether null is a documented value.</summary>
    public bool IsNullable { get; init; }
}
