using BookingEngine.Branding;
using BookingEngine.Languages;

namespace BookingEngine.Notifications.Templates;

/// <summary>How a mail speaks to its recipient.</summary>
/// <param name="Language">A language tag.</param>
/// <param name="Links">Of the brand's address.</param>
/// <param name="From">The sender's address, with the brand's name.</param>
public sealed record MailVoice(Brand Brand, string Language, PublicLinks Links, MailSender From)
{
    /// <summary>In English for a language that only the tenant's templates have.</summary>
    public Texts Texts => Texts.Of(Language);

    public string? SenderName => Brand.SenderName ?? Brand.DisplayName;

    /// <summary>What every template may use.</summary>
    public Dictionary<string, string?> Values(string name)
    {
        var colours = Brand.Colours;
        return new()
        {
            ["name"] = name.Length > 0 ? MailText.Safe(name) : null,
            ["language"] = Language,
            ["brand"] = Brand.DisplayName,
            ["support_email"] = Brand.SupportEmail,
            ["website"] = Brand.Website,
            ["privacy_url"] = Brand.PrivacyUrl,
            ["imprint_url"] = Brand.ImprintUrl,
            ["logo_url"] = Brand.Logo is { } logo ? Links.Logo(logo.Hash).AbsoluteUri : null,
            ["logo_width"] = Brand.Logo is { } wide ? MailText.Whole(Math.Min(wide.Width, 240)) : null,
            ["logo_height"] = Brand.Logo is { } high ? MailText.Whole(Math.Max(1, high.Height * Math.Min(high.Width, 240) / high.Width)) : null,
            ["colour_primary"] = colours?.Primary ?? "#1f4fd8",
            ["colour_button"] = colours?.Background ?? "#fffffe",
            ["colour_text"] = colours?.Text ?? "#1c1e21",
            ["colour_soft"] = colours?.Text ?? "#5b616b",
            ["colour_card"] = colours?.Background ?? "#fffffe",
            ["colour_page"] = colours?.Background ?? "#f4f5f7",
        };
    }
}
