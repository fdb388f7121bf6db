using System.Text.Json.Serialization;
using BookingEngine.Branding;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Notifications;

namespace BookingEngine.Functions.Branding;

[Shape("Brand", "How the business appears to people.")]
public sealed record BrandView(
    string? DisplayName,
    BrandColoursView? Colours,
    string? Locale,
    string? SupportEmail,
    string? Website,
    string? PrivacyUrl,
    string? ImprintUrl,
    string? PublicUrl,
    [property: Field("The logo.")] BrandLogoView? Logo)
{
    internal static BrandView Example => new(
        "Salon Mitte", new("#1f4fd8", "#ffffff", "#1c1e21"), "de", "hello@salon.example", null, null, null, null, new("/brand/logo/3f2a9c0d4b5e6f708192a3b4c5d6e7f8", 240, 80))
    {
        SenderName = "Salon Mitte",
        Mails = MailKinds.Switchable.ToDictionary(kind => kind.Name, kind => kind.IsOnByDefault),
    };

    public string Booking { get; init; } = "off";

    public string ProofOfWork { get; init; } = "off";

    [Field("The origins of pages that may show the booking page in a frame. Only for administrators.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? EmbedOrigins { get; init; }

    [Field("The sender's name in mails. Only for administrators, if it is set.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SenderName { get; init; }

    [Field("Where answers to mails go. Only for administrators, if it is set.", Format = "email", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReplyTo { get; init; }

    [Field("Which kinds of mails are sent. Only for administrators.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, bool>? Mails { get; init; }

    /// <summary>What everyone may see.</summary>
    public static BrandView Public(Brand brand, PublicLinks links) => new(
        brand.DisplayName, brand.Colours is { } c ? new(c.Primary, c.Background, c.Text) : null, brand.Locale, brand.SupportEmail, brand.Website,
        brand.PrivacyUrl, brand.ImprintUrl, brand.PublicUrl,
        brand.Logo is { } logo ? new(links.Of(brand).Logo(logo.Hash).AbsoluteUri, logo.Width, logo.Height) : null)
    {
        Booking = BrandFields.NameOf(brand.Booking),
        ProofOfWork = BrandFields.NameOf(brand.ProofOfWork),
    };

    public static BrandView Complete(Brand brand, PublicLinks links) => Public(brand, links) with
    {
        SenderName = brand.SenderName,
        ReplyTo = brand.ReplyTo,
        EmbedOrigins = brand.EmbedOrigins ?? [],
        Mails = MailKinds.Switchable.ToDictionary(kind => kind.Name, brand.Sends),
    };
}

[Shape("BrandColours", "As `#rrggbb`.")]
public sealed record BrandColoursView(string Primary, string Background, string Text);

[Shape("BrandLogo", "The logo.")]
public sealed record BrandLogoView(
    [property: Field("Its address. It needs no key and never changes its content.", Format = "uri-reference")] string Url,
    [property: Field("In pixels.")] int Width,
    [property: Field("In pixels.")] int Height);

[JsonSerializable(typeof(BrandView))]
[JsonSerializable(typeof(HistoryView<BrandView>))]
[JsonSerializable(typeof(HistoryEntryView<BrandView>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class BrandViewJson : JsonSerializerContext;
