using BookingEngine.Branding;
using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Branding;

/// <summary>The complete new brand, apart from its logo.</summary>
internal sealed record BrandRequest(Brand Brand, IReadOnlyDictionary<string, bool> Mails) : IRequest<BrandRequest>
{
    // All fields are optional, and an absent one is reset.
    public static bool RefusesMisspelt => true;

    public static BrandRequest Read(RequestFields fields) => new(
        new Brand
        {
            DisplayName = fields.Optional("display_name", "The name that people know the business by.").OrNull().Name(BrandFields.MaximumName),
            Colours = fields.Optional("colours", "The colours of pages and mails. Without them they are neutral.").OrNull().Nested(BrandFields.ReadColours),
            Locale = fields.Optional("locale", "The language of people whose own one is unknown. If omitted, English.").OrNull().Locale(),
            SupportEmail = fields.Optional("support_email", "Where people find help.").OrNull().Email()?.Value,
            Website = fields.Optional("website", "The business's website.").OrNull().Url(),
            PrivacyUrl = fields.Optional("privacy_url", "The privacy policy.").OrNull().Url(),
            ImprintUrl = fields.Optional("imprint_url", "Who is responsible for the site.").OrNull().Url(),
            PublicUrl = fields.Optional(
                "public_url", "Where links in mails and on pages lead. If omitted, the deployment's address. It does not change the issuer of tokens.").OrNull().BaseUrl(),
            SenderName = fields.Optional("sender_name", "The sender's name in mails. If omitted, the display name.").OrNull().Name(BrandFields.MaximumName),
            Booking = fields.Optional(
                "booking", "Whether people without an account may book: `off`, `verified` (once they have followed the link in a mail) or `open` (at once). "
                + "If omitted, `off`.").Booking() ?? OpenBooking.Off,
            ProofOfWork = fields.Optional(
                "proof_of_work", "Whether a visitor's browser must do some work before it holds or books a slot: `off` or `always`. Without script, a visitor confirms "
                + "by mail instead. If omitted, `off`.").Proof() ?? ProofOfWork.Off,
            EmbedOrigins = fields.Optional(
                "embed_origins", "The origins of pages that may show the booking page in a frame: scheme and host, without a path. If omitted, none.").Origins(),
            ReplyTo = fields.Optional("reply_to", "Where answers to mails go. If omitted, the sender's address.").OrNull().Email()?.Value,
        },
        fields.Optional("mails", "Which kinds of mails are sent.").Nested(ReadMails)?.Sent ?? new Dictionary<string, bool>());

    private static SwitchedMails ReadMails(RequestFields fields)
    {
        Dictionary<string, bool> sent = [];
        foreach (var kind in MailKinds.Switchable)
        {
            if (fields.Optional(kind.Name, $"If omitted, {(kind.IsOnByDefault ? "true" : "false")}.").Flag() is { } isOn)
            {
                sent[kind.Name] = isOn;
            }
        }

        return new(sent);
    }

    private sealed record SwitchedMails(IReadOnlyDictionary<string, bool> Sent);
}
