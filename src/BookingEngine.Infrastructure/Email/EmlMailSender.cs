using BookingEngine.Infrastructure.Files;
using BookingEngine.Notifications;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace BookingEngine.Infrastructure.Email;

/// <summary>Writes each mail to a file that mail programs can open, for a machine without a mail server.</summary>
public sealed class EmlMailSender(string folder, string fromAddress, TimeProvider time, ILogger<EmlMailSender> logger) : IMailSender
{
    public async Task<SendResult> SendAsync(Mail mail, CancellationToken cancellation)
    {
        OwnerOnly.CreateFolder(folder);
        var path = Path.Combine(folder, $"{mail.MessageId.Split('@')[0]}.eml");
        using var message = MimeMails.Of(mail, MailboxAddress.Parse(fromAddress), time.GetUtcNow());
        await using (var file = OwnerOnly.Create(path + ".new"))
        {
            await message.WriteToAsync(file, cancellation);
        }

        File.Move(path + ".new", path, overwrite: true);
        logger.MailWritten(path);
        return SendResult.Sent;
    }
}
