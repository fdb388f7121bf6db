using System.Collections.Immutable;
using BookingEngine.Branding;
using BookingEngine.Functions.Http.Requests.Shapes;

namespace BookingEngine.Functions.Branding;

/// <summary>The fields of a brand.</summary>
internal static class BrandFields
{
    public const int MaximumName = 100, MaximumUrl = 500;

    public const string ColourMessage = "must be a colour such as #1f4fd8", UrlMessage = "must be an https address",
        OriginMessage = "must be an https origin such as https://salon.example, without a path";

    private const int MaximumOrigins = 20;

    private static readonly Dictionary<string, OpenBooking> Bookings =
        new() { ["off"] = OpenBooking.Off, ["verified"] = OpenBooking.Verified, ["open"] = OpenBooking.Open };

    private static readonly Dictionary<string, ProofOfWork> Proofs = new() { ["off"] = ProofOfWork.Off, ["always"] = ProofOfWork.Always };

    private const string Unsafe = "\"<>\\^`{|}";

    private static readonly ValueShape
        ColourShape = ValueShape.Text with { MinLength = 7, MaxLength = 7, Pattern = "^#[0-9A-Fa-f]{6}$" },
        UrlShape = ValueShape.Text with { MaxLength = MaximumUrl, Format = "uri" };

    /// <summary>Colours that can be read on one another.</summary>
    public static BrandColours ReadColours(RequestFields fields)
    {
        var primary = fields.Required("primary", "The colour of buttons and links.");
        var background = fields.Required("background", "The colour behind text, and of the text on buttons.");
        var text = fields.Required("text", "The colour of text.");
        var colours = new BrandColours(primary.Colour() ?? "", background.Colour() ?? "", text.Colour() ?? "");
        if (colours.Background.Length > 0)
        {
            RequireContrast(primary, colours.Primary, colours.Background);
            RequireContrast(text, colours.Text, colours.Background);
        }

        return colours;
    }

    /// <summary>The name of a value on the wire.</summary>
    public static string NameOf(OpenBooking booking) => Bookings.Single(b => b.Value == booking).Key;

    /// <summary>The name of a value on the wire.</summary>
    public static string NameOf(ProofOfWork proof) => Proofs.Single(p => p.Value == proof).Key;

    extension(RequestValue value)
    {
        public OpenBooking? Booking() => value.Choice(Bookings);

        public ProofOfWork? Proof() => value.Choice(Proofs);

        /// <summary>Exact origins of pages. Null if there are none.</summary>
        public ImmutableArray<string>? Origins()
        {
            ImmutableArray<string> origins =
                [.. value.List(MaximumOrigins, item => item.Matching(IsOrigin, OriginMessage, UrlShape)).OfType<string>().Distinct(StringComparer.Ordinal)];
            return origins.IsEmpty ? null : origins;
        }

        public string? Colour() =>
            value.Matching(BookingEngine.Branding.Colour.IsColour, ColourMessage, ColourShape)?.ToLowerInvariant();

        /// <summary>An address that pages and mails link to.</summary>
        public string? Url() => value.Matching(text => IsUrl(text) && text.Length <= MaximumUrl, UrlMessage, UrlShape);

        /// <summary>An address that paths are added to.</summary>
        public string? BaseUrl() => value.Matching(
            text => IsUrl(text) && text.Length <= MaximumUrl && !text.AsSpan().ContainsAny('?', '#'), $"{UrlMessage} without query and fragment", UrlShape);
    }

    private static void RequireContrast(RequestValue value, string colour, string background)
    {
        if (colour.Length > 0 && BookingEngine.Branding.Colour.ContrastOf(colour, background) is < BookingEngine.Branding.Colour.MinimumContrast)
        {
            value.Fail("must have a contrast of at least 4.5 to 1 with the background");
        }
    }

    // As browsers write it: nothing else matches a page.
    private static bool IsOrigin(string text) =>
        text.Length <= MaximumUrl && IsUrl(text) && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.GetLeftPart(UriPartial.Authority) == text
        && text.All(char.IsAscii) && !text.Contains('*', StringComparison.Ordinal) && !text.Contains(';', StringComparison.Ordinal) && !text.Contains('\'', StringComparison.Ordinal);

    // http is only for a first try on one's own machine.
    private static bool IsUrl(string text) => text.All(c => c is > ' ' and not '\u007f' && !Unsafe.Contains(c, StringComparison.Ordinal))
        && Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { UserInfo: "", Host.Length: > 0 }
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
