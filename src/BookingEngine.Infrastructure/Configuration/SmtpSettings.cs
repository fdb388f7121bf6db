namespace BookingEngine.Infrastructure.Configuration;

/// <summary>The mail server and how to connect to it.</summary>
/// <param name="Encryption">Without it there are no credentials.</param>
public sealed record SmtpSettings(string Host, int Port, MailEncryption Encryption, string? User, string? Password)
{
    /// <summary>Null if no mail server is configured.</summary>
    public static SmtpSettings? Read(SettingReader read)
    {
        if (read.Text("SMTP_HOST") is not { } host)
        {
            return null;
        }

        var port = read.WholeNumber("SMTP_PORT", fallback: read.Text("SMTP_TLS") == "tls" ? 465 : 587, minimum: 1, maximum: 65_535);
        var encryption = (read.Text("SMTP_TLS") ?? (port == 465 ? "tls" : "starttls")) switch
        {
            "tls" => MailEncryption.Tls,
            "starttls" => MailEncryption.StartTls,
            "none" => MailEncryption.None,
            _ => throw new SettingException("SMTP_TLS must be starttls, tls or none."),
        };
        var settings = new SmtpSettings(host, port, encryption, read.Text("SMTP_USER"), read.Text("SMTP_PASS"));
        return settings switch
        {
            { User: not null, Encryption: MailEncryption.None } =>
                throw new SettingException("SMTP_TLS must be starttls or tls if SMTP_USER is set. Credentials are never sent unencrypted."),
            { User: not null, Password: null } => throw new SettingException("SMTP_PASS must be set if SMTP_USER is set."),
            _ => settings,
        };
    }
}
