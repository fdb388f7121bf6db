using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace BookingEngine.Branding;

/// <summary>How the tenant appears to people: on pages, in mails and in calendar entries. What is null is left out, or has a neutral text.</summary>
public sealed record Brand
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DisplayName { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BrandColours? Colours { get; init; }

    /// <summary>The language of people whose own one is unknown; null for English.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Locale { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SupportEmail { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Website { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PrivacyUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ImprintUrl { get; init; }

    /// <summary>Where links lead; null for the deployment's setting. It changes no issuer and no audience of tokens.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PublicUrl { get; init; }

    /// <summary>The sender's name in mails; null for the display name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SenderName { get; init; }

    /// <summary>Where answers to mails go; null for the sender's address.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReplyTo { get; init; }

    /// <summary>The kinds of mails that were ever switched, by name. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<MailSwitch>? Mails { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BrandLogo? Logo { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OpenBooking Booking { get; init; }

    /// <summary>The origins of pages that may show the booking page in a frame. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? EmbedOrigins { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ProofOfWork ProofOfWork { get; init; }
}

/// <summary>As <c>#rrggbb</c>. Text and primary colour can be read on the background.</summary>
public sealed record BrandColours(string Primary, string Background, string Text);

/// <param name="Hash">Of its bytes: its address.</param>
public sealed record BrandLogo(string Hash, string MediaType, int Width, int Height);

/// <summary>A kind of mail that was switched on or off.</summary>
/// <param name="Since">When it was. No mail of the kind tells of anything from before it was switched on.</param>
public sealed record MailSwitch(string Kind, bool IsOn, Instant Since);
