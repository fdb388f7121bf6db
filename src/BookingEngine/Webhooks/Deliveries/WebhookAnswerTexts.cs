using System.Security.Cryptography;
using BookingEngine.Privacy;
using BookingEngine.Webhooks.Payloads;

namespace BookingEngine.Webhooks.Deliveries;

/// <summary>Encrypts what receivers answer to payloads with personal data, because they may repeat it. Erasing the person makes it unreadable.</summary>
public sealed class WebhookAnswerTexts(PersonalData personal)
{
    /// <param name="person">Null if the payload had no personal data.</param>
    public async Task<WebhookAttempt> EncryptAsync(WebhookAttempt attempt, string? person, CancellationToken cancellation) =>
        person is null || attempt.Answer is not { } answer
            ? attempt
            : await FindKeyAsync(person, cancellation) is { } key
                ? attempt with { Answer = key.Encrypt(answer).Value, Person = person }
                : attempt with { Answer = null };

    /// <summary>The deliveries with their answers in clear. Those of erased persons have none, nor those whose
    /// key is lost: the rest of the log must stay readable.</summary>
    public async Task<IReadOnlyList<WebhookDelivery>> DecryptAsync(IReadOnlyList<WebhookDelivery> deliveries, CancellationToken cancellation)
    {
        string[] persons = [.. deliveries.SelectMany(d => d.Attempts).Select(a => a.Person).OfType<string>().Distinct()];
        var keys = await FindKeysAsync(persons, cancellation);
        return [.. deliveries.Select(d => d with { Attempts = [.. d.Attempts.Select(a => a.Person is { } person ? Open(a, keys.GetValueOrDefault(person)) : a)] })];
    }

    private async Task<IReadOnlyDictionary<string, PersonalData.PersonKey>> FindKeysAsync(string[] persons, CancellationToken cancellation)
    {
        try
        {
            return await personal.FindKeysAsync(persons, cancellation);
        }
        catch (Exception e) when (UnreadableEvents.Caused(e))
        {
            Dictionary<string, PersonalData.PersonKey> found = [];
            foreach (var person in persons)
            {
                if (await FindKeyAsync(person, cancellation) is { } key)
                {
                    found.Add(person, key);
                }
            }

            return found;
        }
    }

    private async Task<PersonalData.PersonKey?> FindKeyAsync(string person, CancellationToken cancellation)
    {
        try
        {
            return await personal.FindKeyAsync(person, cancellation);
        }
        catch (Exception e) when (UnreadableEvents.Caused(e))
        {
            return null;
        }
    }

    private static WebhookAttempt Open(WebhookAttempt attempt, PersonalData.PersonKey? key)
    {
        try
        {
            return attempt with { Answer = key is null || attempt.Answer is not { } answer ? null : key.Decrypt(new Encrypted(answer)), Person = null };
        }
        catch (CryptographicException)
        {
            return attempt with { Answer = null, Person = null };
        }
    }
}
