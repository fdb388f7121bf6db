using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Http.Requests.Shapes;

namespace BookingEngine.Functions.Catalogue.Services;

/// <param name="Price">Null for the service's price.</param>
internal sealed record DurationRequest(int Minutes, Price? Price = null);

internal static class DurationFields
{
    private const int MaximumDurations = 50;

    public static IReadOnlyList<DurationRequest> Read(RequestValue value)
    {
        HashSet<int> listed = [];
        return [.. value.List(MaximumDurations, item => item.Nested(fields => Read(fields, listed))).OfType<DurationRequest>()];
    }

    private static DurationRequest Read(RequestFields fields, HashSet<int> listed)
    {
        var field = fields.Required("minutes", "The length in minutes.");
        var minutes = field.Whole(1, BookingFields.MaximumMinutes);
        if (minutes is { } read && !listed.Add(read))
        {
            field.Fail("must not be listed twice");
        }

        return new DurationRequest(minutes ?? 1, PriceFields.Read(fields.Optional("price", "The price of this length. If omitted, the service's price.")));
    }
}

internal static class PriceFields
{
    public static Price? Read(RequestValue value) => value.OrNull().Nested(Read);

    private static Price Read(RequestFields fields) => new(
        fields.Required("amount", "The amount.").Amount(1_000_000_000m) ?? 0,
        fields.Required("currency", "The ISO 4217 currency code.").Matching(
            text => text.Length == 3 && text.All(char.IsAsciiLetterUpper), "must be a currency of three capital letters such as EUR",
            ValueShape.Text with { Pattern = "^[A-Z]{3}$" }) ?? "");
}
