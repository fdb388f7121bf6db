using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;

namespace BookingEngine.Languages;

/// <summary>The texts for people in one language, by key. The files in this folder have them. Texts of mails are Liquid.</summary>
public sealed class Texts
{
    private const string Fallback = "en";

    private static readonly ConcurrentDictionary<string, Texts> Loaded = [];

    private readonly FrozenDictionary<string, string> _byKey;

    private Texts(string language, Dictionary<string, string> byKey) =>
        (Language, _byKey) = (language, byKey.ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>The languages with all texts.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["de", "en", "es", "fr", "pt"];

    public string Language { get; }

    public IEnumerable<string> Keys => _byKey.Keys;

    public string this[string key] => _byKey[key];

    /// <summary>The texts in the language of a tag; in English if there are none.</summary>
    public static Texts Of(string tag) =>
        Loaded.GetOrAdd(Has(tag) ? LanguageTag.PrimaryOf(tag) : Fallback, language => new Texts(language, Read(language)));

    public static bool Has(string tag) => Languages.Contains(LanguageTag.PrimaryOf(tag));

    /// <summary>The first tag with texts; English if none has.</summary>
    public static string Choose(IEnumerable<string?> tags) => tags.OfType<string>().FirstOrDefault(Has) ?? Fallback;

    public string? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>A text with one value in it.</summary>
    public string With(string key, string value) => this[key].Replace("{0}", value, StringComparison.Ordinal);

    private static Dictionary<string, string> Read(string language)
    {
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream($"texts/{language}.json")
            ?? throw new InvalidOperationException($"The texts of the language {language} are missing.");
        using var texts = JsonDocument.Parse(stream);
        return texts.RootElement.EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString()!);
    }
}
