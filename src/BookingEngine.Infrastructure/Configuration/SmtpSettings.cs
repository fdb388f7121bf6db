using MailKit.Security;

namespace BookingEngine.Infrastructure.Configuration;

/// <summary>How mail goes out.</summary>
/// <param name="Security">TLS from the first byte, or by STARTTLS, which is insisted on; or none, and then without credentials.</param>
public sealed record SmtpSettings(string Host, int Port, SecureSocketOptions Security, string? User, string? Password)
{
    /// <summary>Null if no mail server is configured.</summary>
    public static SmtpSettings? Read(SettingReader read)
    {
        if (read.Text("SMTP_HOST") is not { } host)
        {
            return null;
        }

        var port = read.Whole("SMTP_PORT", otherwise: read.Text("SMTP_TLS") == "tls" ? 465 : 587, minimum: 1, maximum: 65_535);
        var security = (read.Text("SMTP_TLS") ?? (port == 465 ? "tls" : "starttls")) switch
        {
            "tls" => SecureSocketOptions.SslOnConnect,
            "starttls" => SecureSocketOptions.StartTls,
            "none" => SecureSocketOptions.None,
            _ => throw new SettingException("SMTP_TLS must be starttls, tls or none."),
        };
        var settings = new SmtpSettings(host, port, security, read.Text("SMTP_USER"), read.Text("SMTP_PASS"));
        return settings switch
        {
            { User: not null, Security: SecureSocketOptions.None } =>
                throw new SettingException("SMTP_TLS must be starttls or tls where SMTP_USER is set: credentials are never sent in clear."),
            { User: not null, Password: null } => throw new SettingException("SMTP_PASS must be set where SMTP_USER is."),
            _ => settings,
        };
    }
}
