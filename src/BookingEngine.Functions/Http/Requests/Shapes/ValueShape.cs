namespace BookingEngine.Functions.Http.Requests.Shapes;

/// <summary>What a value looks like, in the words of JSON Schema.</summary>
public sealed record ValueShape(string Type)
{
    /// <summary>Any text.</summary>
    public static ValueShape Text { get; } = new("string");

    public string? Format { get; init; }

    public string? Pattern { get; init; }

    /// <summary>In Unicode code points.</summary>
    public int? MinLength { get; init; }

    /// <inheritdoc cref="MinLength"/>
    public int? MaxLength { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    /// <summary>The words to choose from; any where empty.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Of a list.</summary>
    public ValueShape? Items { get; init; }

    /// <summary>The number of entries, where a list has a fixed one.</summary>
    public int? Count { get; init; }

    /// <summary>Of an object; null where it takes members of any name.</summary>
    public IReadOnlyList<FieldShape>? Fields { get; init; }

    /// <summary>Whether null says more than that the field is absent.</summary>
    public bool IsNullable { get; init; }
}
