using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.Tests.Cross;

/// <summary>Invalid mail and CORS settings stop the start with the variable's name and without its value.</summary>
public sealed class RefusedSettingsTests
{
    private const string Sender = "SMTP_FROM_EMAIL must be set to one mail address such as no-reply@example.com.";

    private static readonly (string, string)[] Mail = [("SMTP_HOST", "mail.example.com"), ("SMTP_FROM_EMAIL", "no-reply@example.com")];

    [Fact]
    public void Credentials_are_never_sent_unencrypted() => AssertRefused(
        "SMTP_TLS must be starttls or tls if SMTP_USER is set. Credentials are never sent unencrypted.",
        [.. Mail, ("SMTP_USER", "ours"), ("SMTP_PASS", "hush"), ("SMTP_TLS", "none")]);

    [Fact]
    public void A_user_needs_a_password() => AssertRefused("SMTP_PASS must be set if SMTP_USER is set.", [.. Mail, ("SMTP_USER", "ours")]);

    [Fact]
    public void A_mail_server_needs_a_sender() => AssertRefused(Sender, Mail[0]);

    [Theory]
    [InlineData("no-reply")]
    [InlineData("Clinic <no-reply@example.com>")]
    [InlineData("a@example.com,b@example.com")]
    [InlineData("a@example.com\r\nBcc: b@example.com")]
    public void The_sender_is_a_single_address(string text) => AssertRefused(Sender, Mail[0], ("SMTP_FROM_EMAIL", text));

    [Theory]
    [InlineData("ssl")]
    [InlineData("STARTTLS")]
    [InlineData("off")]
    public void Tls_has_three_values(string text) => AssertRefused("SMTP_TLS must be starttls, tls or none.", [.. Mail, ("SMTP_TLS", text)]);

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("smtp")]
    public void The_port_is_a_port_number(string text) =>
        AssertRefused("SMTP_PORT must be a whole number from 1 to 65535.", [.. Mail, ("SMTP_PORT", text)]);

    [Theory]
    [InlineData("*")]
    [InlineData("null")]
    [InlineData("www.example.com")]
    [InlineData("https://www.example.com/")]
    [InlineData("https://www.example.com/app")]
    [InlineData("https://*.example.com")]
    [InlineData("HTTPS://www.example.com")]
    [InlineData("https://user@www.example.com")]
    [InlineData("https://www.example.com https://example.com")]
    [InlineData("https://www.example.com,*")]
    public void An_origin_is_scheme_host_and_port(string text) => AssertRefused(
        "CORS_ORIGINS must be origins such as https://www.example.com, separated by commas.", ("CORS_ORIGINS", text));

    [Theory]
    [InlineData(null, null, 587, MailEncryption.StartTls)]
    [InlineData("465", null, 465, MailEncryption.Tls)]
    [InlineData(null, "tls", 465, MailEncryption.Tls)]
    [InlineData("465", "starttls", 465, MailEncryption.StartTls)]
    [InlineData("25", "none", 25, MailEncryption.None)]
    public void Port_and_tls_default_to_each_other(string? port, string? tls, int expectedPort, MailEncryption expected)
    {
        var settings = ConfiguredApi.Read([.. Mail, ("SMTP_PORT", port!), ("SMTP_TLS", tls!)]);

        Assert.Equal(new SmtpSettings("mail.example.com", expectedPort, expected, null, null), settings.Smtp);
        Assert.Equal("no-reply@example.com", settings.MailFrom);
    }

    private static void AssertRefused(string message, params (string, string)[] variables) =>
        Assert.Equal(message, Assert.Throws<SettingException>(() => ConfiguredApi.Read(variables)).Message);
}
