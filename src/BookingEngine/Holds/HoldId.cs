using BookingEngine.Catalogue;

namespace BookingEngine.Holds;

/// <summary>The id of a hold. It includes the resource's id, so that no look-up is needed to find the calendar.</summary>
public readonly record struct HoldId(ResourceId ResourceId, Guid Value)
{
    private const int GuidLength = 32;

    public static HoldId? TryParse(string text) =>
        text.Length > GuidLength + 1 && text[GuidLength] == '-' && Guid.TryParseExact(text[..GuidLength], "N", out var id)
            && CatalogueIdRules.IsValid(text[(GuidLength + 1)..])
            ? new HoldId(new ResourceId(text[(GuidLength + 1)..]), id)
            : null;

    public override string ToString() => $"{Value:N}-{ResourceId}";
}
