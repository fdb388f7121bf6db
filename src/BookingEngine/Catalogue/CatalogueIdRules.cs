namespace BookingEngine.Catalogue;

/// <summary>The rules for ids of the catalogue. People choose these ids, and URLs, stream names and logs contain them.</summary>
public static class CatalogueIdRules
{
    public const int MaximumLength = 60;
    private const int GeneratedLength = 12;

    public const string Format = "must have 1 to 60 letters, digits, -, _ or ., and begin with a letter or digit";

    public static bool IsValid(string id) => id.Length is > 0 and <= MaximumLength && char.IsAsciiLetterOrDigit(id[0])
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>A short id from the random part of a version-7 GUID.</summary>
    public static string Of(Guid id) => id.ToString("N")[^GeneratedLength..];
}
