using BookingEngine.Languages;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Tests.Languages;

public sealed class DateTextsTests
{
    [Theory]
    [InlineData("en", "Tuesday, 5 January 2027, 14:30")]
    [InlineData("en-GB", "Tuesday, 5 January 2027, 14:30")]
    [InlineData("en-US", "Tuesday, January 5, 2027, 2:30 PM")]
    [InlineData("de", "Dienstag, 5. Januar 2027, 14:30 Uhr")]
    [InlineData("fr", "mardi 5 janvier 2027 à 14:30")]
    [InlineData("es", "martes, 5 de enero de 2027, 14:30")]
    [InlineData("pt", "terça-feira, 5 de janeiro de 2027, 14:30")]
    [InlineData("pt-BR", "terça-feira, 5 de janeiro de 2027, 14:30")]
    public void A_time_is_written_as_the_language_writes_it(string tag, string text) =>
        Assert.Equal(text, DateTexts.DateAndTime(tag, new LocalDateTime(2027, 1, 5, 14, 30)));

    [Theory]
    [InlineData("en-US", 0, "12:05 AM")]
    [InlineData("en-US", 12, "12:05 PM")]
    [InlineData("en", 0, "00:05")]
    public void Midnight_and_noon_are_not_confused(string tag, int hour, string text) =>
        Assert.Equal(text, DateTexts.Time(tag, new LocalTime(hour, 5)));

    [Fact]
    public void The_first_of_a_month_is_ordinal_in_french() =>
        Assert.Equal("vendredi 1er janvier 2027", DateTexts.Date("fr", new LocalDate(2027, 1, 1)));

    [Theory]
    [InlineData("Europe/Berlin", 7, "Europe/Berlin (UTC+2)")]
    [InlineData("Europe/Berlin", 1, "Europe/Berlin (UTC+1)")]
    [InlineData("Asia/Kolkata", 1, "Asia/Kolkata (UTC+5:30)")]
    [InlineData("America/St_Johns", 1, "America/St_Johns (UTC-3:30)")]
    [InlineData("Europe/London", 1, "Europe/London (UTC+0)")]
    [InlineData("UTC", 1, "UTC")]
    public void The_zone_is_named_with_its_offset_then(string zone, int month, string text) =>
        Assert.Equal(text, DateTexts.Zone(ZoneData.Zones[zone], Instant.FromUtc(2027, month, 5, 12, 0)));

    [Theory]
    [InlineData("DE", "de")]
    [InlineData("pt-br", "pt-BR")]
    [InlineData("ZH-hant-tw", "zh-Hant-TW")]
    [InlineData("de_DE", null)]
    [InlineData("klingon", null)]
    [InlineData("", null)]
    [InlineData("en-US-x-private", null)]
    public void A_language_tag_is_normalized_or_refused(string text, string? tag) => Assert.Equal(tag, LanguageTag.TryNormalize(text));
}
