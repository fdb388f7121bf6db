using System.Text.RegularExpressions;
using BookingEngine.Branding;
using BookingEngine.Languages;

namespace BookingEngine.Tests.Languages;

public sealed partial class TextsTests
{
    public static TheoryData<string> Languages => [.. Texts.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_every_text_with_the_same_values(string language)
    {
        var (english, texts) = (Texts.Of("en"), Texts.Of(language));
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), texts.Keys.Order(StringComparer.Ordinal));
        Assert.All(english.Keys, key => Assert.Equal((key, ValuesIn(english[key])), (key, ValuesIn(texts[key]))));
        Assert.All(texts.Keys, key => Assert.False(string.IsNullOrWhiteSpace(texts[key]), key));
    }

    [Fact]
    public void No_language_repeats_the_english_sentences()
    {
        var english = Texts.Of("en");
        foreach (var texts in Texts.Languages.Where(language => language != "en").Select(Texts.Of))
        {
            Assert.DoesNotContain(english.Keys.Where(key => english[key].Length > 20), key => texts[key] == english[key]);
        }
    }

    [Fact]
    public void Every_kind_of_mail_has_texts() => Assert.All(MailKinds.All, kind =>
    {
        Assert.NotNull(Texts.Of("en").Find($"{kind.Name}.subject"));
        Assert.NotNull(Texts.Of("en").Find($"{kind.Name}.text"));
    });

    private static string ValuesIn(string text) =>
        string.Join(' ', Value().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}|\{0\}")]
    private static partial Regex Value();
}
