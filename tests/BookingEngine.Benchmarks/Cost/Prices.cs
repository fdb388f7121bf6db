using System.Text.Json;

namespace BookingEngine.Benchmarks.Cost;

/// <param name="Dollars">For one unit.</param>
/// <param name="Free">Units of a month that are free, once per subscription.</param>
/// <param name="Source">The page.</param>
/// <param name="Date">When the price was read there; null if that was not recorded.</param>
public sealed record Price(string Id, string What, string Unit, double Dollars, double Free, string Source, string? Date);

/// <summary>The prices in <c>prices.json</c>. They must be checked before anyone relies on them.</summary>
public sealed record Prices(IReadOnlyList<Price> All)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true, RespectRequiredConstructorParameters = true };

    public static Prices Load() => Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "prices.json")));

    public static Prices Parse(string json) => new(JsonSerializer.Deserialize<Price[]>(json, Options)!);

    /// <summary>The dollars for a number of units, without the free ones.</summary>
    public double Of(string id, double units) => units * All.Single(p => p.Id == id).Dollars;

    /// <summary>The dollars for a number of units of a month, of which the free ones count once.</summary>
    public double WithinGrant(string id, double units) => All.Single(p => p.Id == id) is var price ? Math.Max(0, units - price.Free) * price.Dollars : 0;
}
