using BookingEngine.Privacy;

namespace BookingEngine.Webhooks.Deliveries;

/// <summary>Encrypts what receivers answer to payloads with personal data, because they may repeat it. Erasing the person makes it unreadable.</summary>
public sealed class WebhookAnswerTexts(PersonalData personal)
{
    /// <param name="person">Null if the payload had no personal data.</param>
    public async Task<WebhookAttempt> EncryptAsync(WebhookAttempt attempt, string? person, CancellationToken cancellation) =>
        person is null || attempt.Answer is not { } answer
            ? attempt
            : await personal.FindKeyAsync(person, cancellation) is { } key
                ? attempt with { Answer = key.Encrypt(answer).Value, Person = person }
                : attempt with { Answer = null };

    /// <summary>The deliveries with their answers in clear. Those of erased persons have none.</summary>
    public async Task<IReadOnlyList<WebhookDelivery>> DecryptAsync(IReadOnlyList<WebhookDelivery> deliveries, CancellationToken cancellation)
    {
        string[] persons = [.. deliveries.SelectMany(d => d.Attempts).Select(a => a.Person).OfType<string>().Distinct()];
        var keys = await personal.FindKeysAsync(persons, cancellation);
        return [.. deliveries.Select(d => d with { Attempts = [.. d.Attempts.Select(a => a.Person is { } person ? Open(a, keys.GetValueOrDefault(person)) : a)] })];
    }

    private static WebhookAttempt Open(WebhookAttempt attempt, PersonalData.PersonKey? key) =>
        attempt with { Answer = key is null || attempt.Answer is not { } answer ? null : key.Decrypt(new Encrypted(answer)), Person = null };
}
