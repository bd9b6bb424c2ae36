import { Controller, Get, HttpStatus, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

/** Until there is a dashboard, the front page is the documentation. */
@ApiExcludeController()
@Controller()
export class FrontPageController {
  @Get()
  @Redirect('/docs', HttpStatus.FOUND)
  show(): void {
    // The decorator answers.
  }
}
