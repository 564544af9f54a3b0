using System.Collections.Concurrent;
using Locket.Pictures.Decoding;

namespace Locket.Pictures;

/// <summary>
/// Has pictures decoded in processes of their own, which are limited in memory, time and rights and which many pictures share
/// (docs/pictures.md, "Decoding in a process of its own"). Safe for use by several threads at once.
/// </summary>
public sealed class PictureDecoder : IDisposable
{
    /// <summary>The quality of a WebP that loses nothing.</summary>
    public const int LosslessWebP = 101;

    private const int MaxWebPSide = 16_383;

    private readonly DecoderProgram _program;
    private readonly DecoderLimits _limits;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _seats;
    private readonly ConcurrentBag<DecoderProcess> _idle = [];
    private volatile bool _isUnavailable;

    /// <summary>Nothing is started before the first picture.</summary>
    /// <param name="program">What decodes, as a rule <see cref="DecoderProgram.Current"/>.</param>
    /// <param name="limits">What one picture may take; the defaults where <see langword="null"/>.</param>
    /// <param name="maxProcesses">How many processes may run at once; more callers wait. 0 for one for each processor.</param>
    /// <param name="time">The clock; the system's where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">A limit is not positive, or the processor time less than a second.</exception>
    public PictureDecoder(DecoderProgram program, DecoderLimits? limits = null, int maxProcesses = 0, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentOutOfRangeException.ThrowIfNegative(maxProcesses);
        _program = program;
        _limits = limits ?? new DecoderLimits();
        if (!_limits.IsPossible)
        {
            throw new ArgumentException("a limit is not positive, or the processor time less than a second", nameof(limits));
        }

        _time = time ?? TimeProvider.System;
        _seats = new SemaphoreSlim(maxProcesses == 0 ? Environment.ProcessorCount : maxProcesses);
    }

    /// <summary>What one picture may take.</summary>
    public DecoderLimits Limits => _limits;

    /// <summary>Decodes a picture to its pixels as they are stored: its orientation is not applied.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="cancellationToken">Ends the decoding.</param>
    /// <returns>The pixels, 8 bits each of red, green, blue and alpha, or why there are none.</returns>
    /// <exception cref="ArgumentException">A value of <paramref name="picture"/> is out of range.</exception>
    /// <exception cref="IOException">The picture cannot be read.</exception>
    /// <exception cref="OperationCanceledException">As asked.</exception>
    public DecoderResult<Raster> Decode(PictureInput picture, CancellationToken cancellationToken = default)
    {
        DecoderReply reply = AskAbout(
            picture,
            new DecoderRequest(DecoderTask.Pixels, default, Orientation: 1, Quality: 0, 0, 0, 0),
            answer => answer is { Width: > 0, Height: > 0 } && (long)answer.Width * answer.Height <= _limits.MaxPixels
                && answer.ContentInBytes <= Array.MaxLength
                && answer.ContentInBytes == (long)answer.Width * answer.Height * Raster.PixelInBytes,
            cancellationToken);
        return new DecoderResult<Raster>(
            reply.Outcome, reply.Outcome == DecoderOutcome.Success ? new Raster(reply.Width, reply.Height, reply.Content) : null);
    }

    /// <summary>Makes a JPEG of pixels; alpha is ignored. Nothing but the picture is in the file.</summary>
    /// <param name="picture">The pixels.</param>
    /// <param name="quality">1 to 100.</param>
    /// <param name="cancellationToken">Ends the encoding.</param>
    /// <returns>The file's bytes, or why there are none.</returns>
    /// <exception cref="OperationCanceledException">As asked.</exception>
    public DecoderResult<byte[]> EncodeJpeg(Raster picture, int quality, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        return Encode(picture, DecoderTask.EncodeJpeg, DecodableFormat.Jpeg, quality, cancellationToken);
    }

    /// <summary>Makes a WebP of pixels, alpha in 128 steps. Nothing but the picture is in the file.</summary>
    /// <param name="picture">The pixels; at most 16,383 on each side, as the format has it.</param>
    /// <param name="quality">1 to 100, or <see cref="LosslessWebP"/>.</param>
    /// <param name="cancellationToken">Ends the encoding.</param>
    /// <returns>The file's bytes, or why there are none.</returns>
    /// <exception cref="OperationCanceledException">As asked.</exception>
    public DecoderResult<byte[]> EncodeWebP(Raster picture, int quality, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, LosslessWebP);
        return Math.Max(picture.Width, picture.Height) > MaxWebPSide
            ? new DecoderResult<byte[]>(DecoderOutcome.TooLarge, null)
            : Encode(picture, DecoderTask.EncodeWebP, DecodableFormat.WebP, quality, cancellationToken);
    }

    /// <summary>Ends the processes.</summary>
    public void Dispose()
    {
        while (_idle.TryTake(out DecoderProcess? child))
        {
            child.Dispose();
        }

        _seats.Dispose();
    }

    /// <summary>Asks for something made of a picture file, whose header is checked first.</summary>
    internal DecoderReply AskAbout(
        PictureInput picture, DecoderRequest request, Func<DecoderAnswer, bool> isFitting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (!picture.IsPossible)
        {
            throw new ArgumentException("a value is out of range, or the stream not seekable", nameof(picture));
        }

        long length = picture.Content.Length - picture.Content.Position;
        if ((long)picture.Width * picture.Height > _limits.MaxPixels || length > _limits.MaxPictureInBytes)
        {
            return DecoderReply.Failed(DecoderOutcome.TooLarge);
        }

        return Ask(
            request with { Format = picture.Format, ContentInBytes = length },
            picture.Content,
            isFitting,
            picture.Format,
            cancellationToken);
    }

    private unsafe DecoderResult<byte[]> Encode(
        Raster picture, DecoderTask task, DecodableFormat format, int quality, CancellationToken cancellationToken)
    {
        if ((long)picture.Width * picture.Height > _limits.MaxPixels)
        {
            return new DecoderResult<byte[]>(DecoderOutcome.TooLarge, null);
        }

        DecoderRequest request = new(task, default, Orientation: 1, quality, picture.Width, picture.Height, picture.Pixels.Length);
        fixed (byte* pixels = picture.Pixels)
        {
            using UnmanagedMemoryStream content = new(pixels, picture.Pixels.Length);
            DecoderReply reply = Ask(
                request,
                content,
                answer => answer.Format == format
                    && answer.ContentInBytes is > 0
                    && answer.ContentInBytes <= request.ContentInBytes + (1 << 16),
                neededFormat: format,
                cancellationToken);
            return new DecoderResult<byte[]>(reply.Outcome, reply.Outcome == DecoderOutcome.Success ? reply.Content : null);
        }
    }

    private DecoderReply Ask(
        DecoderRequest request,
        Stream content,
        Func<DecoderAnswer, bool> isFitting,
        DecodableFormat neededFormat,
        CancellationToken cancellationToken)
    {
        long start = content.Position;
        _seats.Wait(cancellationToken);
        try
        {
            while (true)
            {
                DecoderProcess? child = Take(cancellationToken);
                if (child is null)
                {
                    return DecoderReply.Failed(DecoderOutcome.Unavailable);
                }

                bool isFresh = child.Served == 0;
                try
                {
                    if ((child.Formats & (1 << (int)neededFormat)) == 0)
                    {
                        return DecoderReply.Failed(DecoderOutcome.Unavailable);
                    }

                    content.Position = start;
                    DecoderReply reply = child.Ask(request, content, isFitting, cancellationToken);
                    if (reply.Outcome != DecoderOutcome.Crashed || isFresh)
                    {
                        return reply;
                    }

                    // What an earlier picture broke is not this one's fault: once more, in a process of its own.
                }
                finally
                {
                    PutBack(child);
                }
            }
        }
        finally
        {
            _seats.Release();
        }
    }

    private DecoderProcess? Take(CancellationToken cancellationToken)
    {
        if (_idle.TryTake(out DecoderProcess? child))
        {
            return child;
        }

        if (_isUnavailable)
        {
            return null;
        }

        child = DecoderProcess.Start(_program, _limits, _time, cancellationToken);
        if (child is null)
        {
            // What does not start now will not start for the next two thousand pictures either.
            _isUnavailable = true;
        }

        return child;
    }

    private void PutBack(DecoderProcess child)
    {
        if (child.IsUsable && child.Served < _limits.PicturesPerChild)
        {
            _idle.Add(child);
        }
        else
        {
            child.Dispose();
        }
    }
}
