using System.Security.Cryptography;
using System.Text;
using BookingEngine.Ports;

namespace BookingEngine.Privacy;

/// <summary>Encrypts and decrypts personal data with a person's key. Read models store the same encrypted values as events, so erasing the
/// key erases both.</summary>
public sealed class PersonalData(IPersonKeys keys, IRandomBytes random)
{
    private const int KeySize = 32, NonceSize = 12, TagSize = 16;

    /// <summary>The person's key, generated if there is none. Call it before the first event that is encrypted with it.</summary>
    public async Task<PersonKey> KeyForAsync(string person)
    {
        var key = new byte[KeySize];
        random.Fill(key);
        return new PersonKey(person, await keys.SaveAsync(person, key), random);
    }

    /// <summary>Null if the person was erased.</summary>
    public async Task<PersonKey?> FindKeyAsync(string person, CancellationToken cancellation) =>
        await keys.FindAsync(person, cancellation) is { } key ? new PersonKey(person, key, random) : null;

    /// <summary>The keys of up to 100 persons. Omits erased ones.</summary>
    public async Task<IReadOnlyDictionary<string, PersonKey>> FindKeysAsync(IReadOnlyCollection<string> persons, CancellationToken cancellation) =>
        persons.Count == 0
            ? new Dictionary<string, PersonKey>()
            : (await keys.FindManyAsync(persons, cancellation)).ToDictionary(k => k.Key, k => new PersonKey(k.Key, k.Value, random));

    public Task EraseAsync(string person) => keys.EraseAsync(person);

    /// <summary>One person's key. Every value is authenticated together with the person's id, so it cannot be moved to another
    /// person.</summary>
    public sealed class PersonKey
    {
        private readonly byte[] _key, _person;
        private readonly IRandomBytes _random;

        internal PersonKey(string person, byte[] key, IRandomBytes random) =>
            (_key, _person, _random) = (key, Encoding.UTF8.GetBytes(person), random);

        public Encrypted Encrypt(string text)
        {
            var plaintext = Encoding.UTF8.GetBytes(text);
            var box = new byte[NonceSize + plaintext.Length + TagSize];
            _random.Fill(box.AsSpan(0, NonceSize));
            using var aes = new AesGcm(_key, TagSize);
            aes.Encrypt(box.AsSpan(0, NonceSize), plaintext, box.AsSpan(NonceSize, plaintext.Length), box.AsSpan(NonceSize + plaintext.Length), _person);
            return new Encrypted(Convert.ToBase64String(box));
        }

        /// <exception cref="CryptographicException">The value was altered, or encrypted for another person.</exception>
        public string Decrypt(Encrypted value)
        {
            var box = Convert.FromBase64String(value.Value);
            var plaintext = new byte[box.Length - NonceSize - TagSize];
            using var aes = new AesGcm(_key, TagSize);
            aes.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize, plaintext.Length), box.AsSpan(NonceSize + plaintext.Length), plaintext, _person);
            return Encoding.UTF8.GetString(plaintext);
        }
    }
}
