namespace BookingEngine.Infrastructure.Configuration;

/// <summary>How a connection to a mail server is encrypted.</summary>
public enum MailEncryption
{
    None,

    /// <summary>From the first byte.</summary>
    Tls,

    /// <summary>By STARTTLS, which the server must offer.</summary>
    StartTls,
}
